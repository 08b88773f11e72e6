"""Every change of state of a lunch, an invitation or an answer; views, staff screens, tasks and commands call these."""
