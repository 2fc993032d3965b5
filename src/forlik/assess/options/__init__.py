"""Options: what may be done, what speaks for and against it, and what was decided on it."""
