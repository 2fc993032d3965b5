"""``python -m forlik.cli``."""

from forlik.cli import main

main()
