"""What the demo is filled with, as plain data: people, places, words. Nobody and nothing here is real."""
