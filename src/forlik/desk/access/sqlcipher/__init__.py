"""Django's SQLite, on SQLCipher: every page of the file is encrypted and signed."""
