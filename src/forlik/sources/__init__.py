"""One file = one source; nothing is registered anywhere."""
