"""How the tables of signing in came to be as they are."""
