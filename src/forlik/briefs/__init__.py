"""Briefs: one folder is one brief; each is a document of plain values that any writer turns into a file."""
