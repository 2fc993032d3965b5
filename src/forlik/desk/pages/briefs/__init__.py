"""Which briefs can be had, of which country and day, in which language and form?"""
