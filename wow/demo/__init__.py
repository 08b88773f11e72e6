"""The demo: invented people, lunches around today, a page that logs each in, a mailbox. Never part of production."""
