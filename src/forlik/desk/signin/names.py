"""Names under which a session and a request keep who it is."""

STRENGTH, BY = "forlik_strength", "forlik_by"
"""In the session: how strongly it was signed in, and the id of the key or app that proved it."""

TERMINAL = "forlik_terminal"
"""In the session: that it was begun at a terminal, and opens nothing in a browser."""

ASKER = "_forlik_asker"
"""At the request: the person, once it was asked for."""
