"""What the log has said stays said: no row is changed, taken out, or put anywhere but at its end."""

from typing import Any

from django.db import migrations

from forlik.desk.access.chain import FIRST
from forlik.desk.access.triggers import guard

AT_THE_END = (
    "NEW.seq = COALESCE((SELECT max(seq) FROM access_log), 0) + 1 AND NEW.previous = "
    f"COALESCE((SELECT hash FROM access_log WHERE seq = NEW.seq - 1), '{FIRST}')"
)


def protect(_apps: Any, editor: Any) -> None:
    """Set the triggers."""
    guard(editor, "access_log", "INSERT", "a row of the log follows the last one", AT_THE_END)
    guard(editor, "access_log", "UPDATE", "no row of the log is changed")
    guard(editor, "access_log", "DELETE", "no row of the log is taken out")
    guard(editor, "access_person", "DELETE", "no person is taken out: the log names them")
    guard(editor, "access_glass", "UPDATE", "what was opened stays written down")
    guard(editor, "access_glass", "DELETE", "what was opened stays written down")


class Migration(migrations.Migration):
    """Triggers of access."""

    dependencies = (("access", "0001_initial"),)
    operations = (migrations.RunPython(protect, migrations.RunPython.noop),)
