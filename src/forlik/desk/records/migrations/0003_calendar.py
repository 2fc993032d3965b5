"""The addresses by which calendar programs follow due lists."""

from django.db import migrations, models

import forlik.desk.access.instants


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0002_triggers"),
    ]

    operations = [
        migrations.CreateModel(
            name="Calendar",
            fields=[
                ("id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("proof", models.CharField(max_length=64)),
                ("person", models.CharField(db_index=True, max_length=64)),
                ("whose", models.CharField(max_length=64)),
                ("titles", models.BooleanField()),
                ("busy", models.BooleanField()),
                ("language", models.CharField(max_length=64)),
                ("made_at", forlik.desk.access.instants.Instant()),
                ("read_at", forlik.desk.access.instants.Instant(null=True)),
                ("revoked_at", forlik.desk.access.instants.Instant(null=True)),
                ("counted_from", forlik.desk.access.instants.Instant(null=True)),
                ("counted", models.IntegerField(default=0)),
            ],
            options={
                "db_table": "records_calendar",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("whose__in", ("mine", "all"))), name="records_calendar_whose"
                    )
                ],
            },
        ),
    ]
