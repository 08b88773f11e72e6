"""Forms about people. `entrance` subclasses allauth's forms, which import `signup`: so nothing is exported from here."""
