"""The outbox: every row sent once or explained."""
