"""The pages about lunches: the lists and the lunch itself, a member's answer, and the answer by a signed link."""
