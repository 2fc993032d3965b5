"""The same answers for programs: read only, of published data alone, from the functions that pages and verbs ask.

One file declares the routes of one subject. A view takes what it needs of the world while it holds the lock, and gives
plain values; they are checked against their declared shape and written after it was let go.
"""
