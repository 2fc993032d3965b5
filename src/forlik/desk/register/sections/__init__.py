"""Sections: what pages of the register tell of a file, an actor or a process; each told in one place only."""
