"""Putting an option forward."""
