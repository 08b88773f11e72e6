"""The least that Django can do: one query and one small template; one lock, one count, one insert."""
