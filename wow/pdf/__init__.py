"""Documents on paper: what is asked for, made once in a process of its own, kept a day, handed to who may see it."""
