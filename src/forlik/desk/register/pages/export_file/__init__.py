"""Exporting one engagement."""
