"""One document, to be kept."""
