"""Worked examples from public texts: facts in our own words, each with its article."""
