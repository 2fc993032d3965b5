"""Tokens for programs, and the addresses from which wrong ones came."""

import django.db.models.deletion
from django.db import migrations, models

import forlik.desk.access.instants


class Migration(migrations.Migration):
    dependencies = (("access", "0002_triggers"), ("signin", "0002_unsent"))

    operations = [
        migrations.CreateModel(
            name="Knock",
            fields=[
                ("address", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("since", forlik.desk.access.instants.Instant()),
                ("failures", models.IntegerField()),
            ],
            options={
                "db_table": "signin_knock",
            },
        ),
        migrations.CreateModel(
            name="Token",
            fields=[
                ("id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("proof", models.CharField(max_length=64)),
                ("name", models.TextField()),
                ("scopes", models.TextField()),
                ("made_at", forlik.desk.access.instants.Instant()),
                ("until", forlik.desk.access.instants.Instant()),
                ("used_on", models.DateField(null=True)),
                ("counted_from", forlik.desk.access.instants.Instant(null=True)),
                ("counted", models.IntegerField(default=0)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING, related_name="tokens", to="access.person"
                    ),
                ),
            ],
            options={
                "db_table": "signin_token",
            },
        ),
    ]
