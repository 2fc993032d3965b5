"""One peace process and its tracks."""
