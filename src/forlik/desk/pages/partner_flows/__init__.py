"""Which transactions is a sum of a partner made of, and where in which file does each stand?"""
