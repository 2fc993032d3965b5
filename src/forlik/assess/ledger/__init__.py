"""Expectations, and what became of them."""
