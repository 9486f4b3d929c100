"""One module a command: thin, so that the work can be tested without it."""
