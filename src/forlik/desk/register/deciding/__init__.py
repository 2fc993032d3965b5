"""What the page about where and when is made of: what was chosen, the ranked places, a place opened, the files."""
