"""The answer to a question as a file, and citations of its sources."""
