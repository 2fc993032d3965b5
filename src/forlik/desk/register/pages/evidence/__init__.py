"""Coding opportunity and ability of one option."""
