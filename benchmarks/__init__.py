"""`make bench`: our pages beside bare Django, in one run on one machine, with the budgets they must keep."""
