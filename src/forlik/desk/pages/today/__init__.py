"""What is new, what has changed, what is out of date?"""
