"""How messages leave: one module a channel. Channels know drafts and servers, not rows."""
