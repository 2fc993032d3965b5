"""Which place is meant by a name?"""
