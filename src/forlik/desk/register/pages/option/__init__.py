"""One option, with everything that is known of it."""
