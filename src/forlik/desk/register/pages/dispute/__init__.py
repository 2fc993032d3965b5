"""Disputing a result."""
