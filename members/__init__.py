"""Who people are, what they agreed to, and how they are reached."""
