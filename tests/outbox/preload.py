"""Loads Django once in the fork server, so that every worker process of the tests starts in milliseconds."""

import django

django.setup()
