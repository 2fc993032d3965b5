"""Which flows is one total of the portfolio the sum of, and in which bytes do they stand?"""
