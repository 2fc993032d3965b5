"""Documents that hang on a facet; as revisions, they are never changed but by being sealed, and never taken out."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import forlik.desk.access.instants
from forlik.desk.access.triggers import guard, unchanged

PARTS = ("about", "salt", "content", "sealed_about", "sealed_content")
SEALING = (
    unchanged("id", "facet_id", "at", "who", "ended_at", "ended_by")
    + " AND OLD.content IS NOT NULL AND NEW.about IS NULL AND NEW.salt IS NULL AND NEW.content IS NULL"
    + " AND NEW.sealed_about IS NOT NULL AND NEW.sealed_content IS NOT NULL"
    + " AND EXISTS (SELECT 1 FROM records_facet f WHERE f.id = OLD.facet_id AND f.wrapped_key IS NOT NULL)"
)
ENDING = (
    unchanged("id", "facet_id", "at", "who", *PARTS)
    + " AND OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL AND NEW.ended_by <> ''"
)
NEW = "NEW.ended_at IS NULL AND NOT EXISTS (SELECT 1 FROM records_attachment a WHERE a.id = NEW.id)"


def protect(_apps: Any, editor: Any) -> None:
    """Set the triggers."""
    guard(editor, "records_attachment", "INSERT", "unique: an attachment of this id is there", NEW)
    guard(editor, "records_attachment", "UPDATE", "no attachment is changed", f"({SEALING}) OR ({ENDING})")
    guard(editor, "records_attachment", "DELETE", "no attachment is taken out")


class Migration(migrations.Migration):
    """The table and its triggers."""

    dependencies = (("records", "0003_calendar"),)
    operations = [
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("at", forlik.desk.access.instants.Instant()),
                ("who", models.CharField(max_length=64)),
                ("about", models.TextField(null=True)),
                ("salt", models.CharField(max_length=64, null=True)),
                ("content", models.BinaryField(null=True)),
                ("sealed_about", models.BinaryField(null=True)),
                ("sealed_content", models.BinaryField(null=True)),
                ("ended_at", forlik.desk.access.instants.Instant(null=True)),
                ("ended_by", models.CharField(default="", max_length=64)),
                (
                    "facet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="attachments",
                        to="records.facet",
                    ),
                ),
            ],
            options={
                "db_table": "records_attachment",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("about__isnull", False),
                                ("content__isnull", False),
                                ("salt__isnull", False),
                                ("sealed_about__isnull", True),
                                ("sealed_content__isnull", True),
                            ),
                            models.Q(
                                ("about__isnull", True),
                                ("content__isnull", True),
                                ("salt__isnull", True),
                                ("sealed_about__isnull", False),
                                ("sealed_content__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="records_attachment_body",
                    )
                ],
            },
        ),
        migrations.RunPython(protect, migrations.RunPython.noop),
    ]
