"""What may the public read of the register, and since when?"""
