"""Pages about oneself: the door, my page, leaving, the link that turns messages off."""
