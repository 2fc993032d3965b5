"""Backups of a whole home folder, register and store in one file, and the way back from them."""
