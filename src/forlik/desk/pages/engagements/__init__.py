"""What does Norway do there, who says so, and how sure is it?"""
