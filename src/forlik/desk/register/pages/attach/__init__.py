"""Attaching a document, and taking one back."""
