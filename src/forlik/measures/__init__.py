"""One file = one measure; nothing is registered anywhere."""
