"""Sponsors: who gives, and what it became."""
