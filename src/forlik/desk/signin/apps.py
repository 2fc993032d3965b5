"""Signing in as a part of Django."""

from django.apps import AppConfig


class SignIn(AppConfig):
    """Loads what is told to the log, and nothing that opens the register."""

    name = "forlik.desk.signin"
    label = "signin"

    def ready(self) -> None:
        """Listen to what happens at the door."""
        from forlik.desk.signin import told

        told.listen()
