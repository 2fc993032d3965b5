"""Importing records from a file."""
