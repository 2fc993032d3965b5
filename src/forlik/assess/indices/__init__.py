"""The index engine: stages as small functions, and an index as a file."""
