"""Which sources and measures are here, how old, under which terms?"""
