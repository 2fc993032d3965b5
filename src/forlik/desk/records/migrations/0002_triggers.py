"""What was recorded stays recorded; the one change of a revision is that its text gives way to its sealed form."""

from typing import Any

from django.db import migrations

from forlik.desk.access.triggers import guard, unchanged

SEALING = (
    unchanged("id", "facet_id", "n", "recorded_at", "known_at", "who")
    + " AND OLD.text IS NOT NULL AND NEW.text IS NULL AND NEW.salt IS NULL AND NEW.sealed IS NOT NULL"
    + " AND EXISTS (SELECT 1 FROM records_facet f WHERE f.id = OLD.facet_id AND f.wrapped_key IS NOT NULL)"
)
NEW_NUMBER = (
    "NOT EXISTS (SELECT 1 FROM records_revision r WHERE r.id = NEW.id OR (r.facet_id = NEW.facet_id AND r.n = NEW.n))"
)
SAME_FACET = unchanged("id", "file", "record", "concept", "name") + (
    # A facet that has a key keeps one: nothing sealed is ever left without.
    " AND (OLD.wrapped_key IS NULL OR NEW.wrapped_key IS NOT NULL)"
)
ENDING = unchanged("id", "file", "person", "role", "since") + " AND NEW.until IS NOT NULL"


def protect(_apps: Any, editor: Any) -> None:
    """Set the triggers."""
    # The constraint says so too, but SQLite lets “insert or replace” take out what is in the way.
    guard(editor, "records_revision", "INSERT", "unique: a revision of this number is there", NEW_NUMBER)
    guard(editor, "records_revision", "UPDATE", "no revision is changed", SEALING)
    guard(editor, "records_revision", "DELETE", "no revision is taken out")
    guard(editor, "records_facet", "UPDATE", "a facet stays of its record", SAME_FACET)
    guard(editor, "records_facet", "DELETE", "no facet is taken out")
    guard(editor, "records_personfield", "UPDATE", "where a person is told of stays written down")
    guard(editor, "records_personfield", "DELETE", "where a person is told of stays written down")
    guard(editor, "records_duty", "UPDATE", "a duty is ended, never changed", ENDING)
    guard(editor, "records_duty", "DELETE", "no duty is taken out")


class Migration(migrations.Migration):
    """Triggers of records."""

    dependencies = (("records", "0001_initial"), ("access", "0002_triggers"))
    operations = (migrations.RunPython(protect, migrations.RunPython.noop),)
