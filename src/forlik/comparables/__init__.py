"""Agreements like this one: which are nearest, in what they are alike, and what followed. A look back, no forecast."""
