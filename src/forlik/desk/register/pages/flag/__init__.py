"""What was seen, why does it matter, and what became of it?"""
