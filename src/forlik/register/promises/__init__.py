"""Promises: when they fall due, what moves when something slips, and what became of them; all follows from rows."""
