"""Which publishers' IATI files are here, of what day, and what is wrong with them?"""
