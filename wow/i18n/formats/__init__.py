"""Formats of the languages that Django lacks or writes otherwise than people here do; one module a language."""
