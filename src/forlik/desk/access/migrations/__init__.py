"""How the tables of access came to be as they are."""
