"""The head of a made-up index file, for the tests."""

HEAD = """name: made_up
version: 1
adopted: 2026-01-01
edition: first
title: Made up
publisher: Nobody
licence: CC0
redistributable: true
citation: Made up for a test.
home: https://example.org
formulas: here
direction: higher is worse
notes: none
misuse: none
"""
