"""What is one measure, and how does it stand in every country?"""
