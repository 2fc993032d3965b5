"""Where in a country does its money go, as far as that is published, and do pillars work in the same areas?"""
