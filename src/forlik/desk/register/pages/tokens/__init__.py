"""One's own tokens for programs."""
