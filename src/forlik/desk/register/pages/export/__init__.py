"""Exporting all that one may see."""
