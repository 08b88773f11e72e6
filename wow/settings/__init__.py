"""Settings: base, and dev, demo, test and production on top of it. Production only tightens."""
