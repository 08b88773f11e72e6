"""Copies of the whole database, and the way back. The commands `backup` and `restore` are all that uses it."""
