"""Documents that somebody attaches to a record: what they are, by their bytes, and what is refused of them."""
