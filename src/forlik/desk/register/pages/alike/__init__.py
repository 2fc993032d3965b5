"""Agreements like this one, why each is alike, and what followed."""
