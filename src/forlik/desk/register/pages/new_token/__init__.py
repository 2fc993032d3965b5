"""Making a token for programs."""
