"""What does the public read of one engagement, and by what is it known?"""
