"""Searching what a viewer sees: by words in any script, in every text of every record."""
