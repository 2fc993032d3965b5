"""What `forlik decide` and `forlik portfolio` print: one file an answer, what each takes, and what where none is."""
