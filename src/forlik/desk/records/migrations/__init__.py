"""How the tables of records came to be as they are."""
