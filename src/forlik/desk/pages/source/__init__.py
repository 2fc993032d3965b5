"""What is one source, what is held of it, what must a reader mind?"""
