"""Names under which a session and a request keep who it is."""

STRENGTH, BY = "forlik_strength", "forlik_by"
"""In the session: how strongly it was signed in, and the id of the key or app that proved it."""

ASKER = "_forlik_asker"
"""At the request: the person, once it was asked for."""
