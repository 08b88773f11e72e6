"""The 19 languages: registered, written in their own direction, opened to the public one by one."""
