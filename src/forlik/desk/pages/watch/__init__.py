"""Where is it getting worse?"""
