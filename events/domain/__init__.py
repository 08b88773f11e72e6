"""Rules that need no database: plain data in, plain data out."""
