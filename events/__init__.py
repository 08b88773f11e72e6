"""Lunches: planned, answered, reminded of."""
