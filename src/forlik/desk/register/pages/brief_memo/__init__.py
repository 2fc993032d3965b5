"""A page of the register."""
