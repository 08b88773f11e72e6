"""Pages of the social services in the languages of the portal."""
