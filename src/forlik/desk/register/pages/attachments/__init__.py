"""The documents of one engagement."""
