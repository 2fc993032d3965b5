"""One actor."""
