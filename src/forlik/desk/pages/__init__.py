"""One folder a page: ``page.py`` declares its address, who may see it, its title, and what it shows."""
