"""Which transactions is a sum of a donor's money in others' reports made of, and in which bytes do they stand?"""
