"""Searching every text that one may see."""
