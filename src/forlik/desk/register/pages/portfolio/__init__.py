"""In which places and pillars are we engaged, and what did we promise there?"""
