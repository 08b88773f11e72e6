"""Tests of sponsors: their logos, their staff pages, how they are thanked."""
