"""Forms about people. Nothing is exported here: `entrance` subclasses allauth's forms, which import `signup`."""
