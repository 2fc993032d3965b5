"""Questions and the screens that answer them, by what was known on a day."""
