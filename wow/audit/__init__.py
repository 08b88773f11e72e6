"""Who did what to which row; written by services in the same transaction as the change."""
