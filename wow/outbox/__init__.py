"""Every mail that leaves the portal: one row a message, claimed, fenced and sent once."""
