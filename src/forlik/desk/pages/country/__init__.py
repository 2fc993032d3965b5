"""What is happening in a country, and what do we do there?"""
