"""Results of one engagement."""
