"""What `forlik decide` prints: one file an answer, what each takes, and what is said where there is none."""
