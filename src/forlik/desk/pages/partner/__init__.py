"""Who is this partner, who gives to it, who gets from it, and in which files does that stand?"""
