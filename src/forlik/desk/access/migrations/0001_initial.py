"""The tables of access as they were first made."""

import django.db.models.deletion
from django.db import migrations, models

import forlik.desk.access.instants


class Migration(migrations.Migration):
    initial = True

    dependencies = ()

    operations = [
        migrations.CreateModel(
            name="Compartment",
            fields=[
                ("id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("wrapped_key", models.BinaryField()),
                ("sealed_name", models.BinaryField()),
            ],
            options={
                "db_table": "access_compartment",
            },
        ),
        migrations.CreateModel(
            name="Keyring",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("current", models.CharField(max_length=64)),
            ],
            options={
                "db_table": "access_keyring",
            },
        ),
        migrations.CreateModel(
            name="Log",
            fields=[
                ("seq", models.BigIntegerField(primary_key=True, serialize=False)),
                ("at", models.CharField(max_length=27)),
                ("who", models.CharField(max_length=64)),
                ("verb", models.CharField(max_length=64)),
                ("facets", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                ("previous", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
            ],
            options={
                "db_table": "access_log",
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("name", models.TextField()),
                ("active", models.BooleanField(default=True)),
                ("staff", models.BooleanField(default=False)),
                ("protection", models.BooleanField(default=False)),
            ],
            options={
                "db_table": "access_person",
            },
        ),
        migrations.CreateModel(
            name="Purge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", forlik.desk.access.instants.Instant()),
            ],
            options={
                "db_table": "access_purge",
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("at", forlik.desk.access.instants.Instant()),
                ("verb", models.CharField(max_length=64)),
                ("about", models.CharField(max_length=70)),
                ("who", models.CharField(max_length=64)),
                ("seen_at", forlik.desk.access.instants.Instant(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING, related_name="notices", to="access.person"
                    ),
                ),
            ],
            options={
                "db_table": "access_notice",
            },
        ),
        migrations.CreateModel(
            name="Glass",
            fields=[
                ("id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("label", models.CharField(max_length=70)),
                ("since", forlik.desk.access.instants.Instant()),
                ("until", forlik.desk.access.instants.Instant()),
                ("sealed_reason", models.BinaryField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING, related_name="glasses", to="access.person"
                    ),
                ),
            ],
            options={
                "db_table": "access_glass",
            },
        ),
        migrations.CreateModel(
            name="PersonKey",
            fields=[
                ("subject", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("wrapped_key", models.BinaryField(null=True)),
                ("purpose", models.TextField()),
                ("legal_basis", models.TextField()),
                ("retain_until", models.DateField()),
                ("made_at", forlik.desk.access.instants.Instant()),
                ("erased_at", forlik.desk.access.instants.Instant(null=True)),
            ],
            options={
                "db_table": "access_personkey",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("wrapped_key__isnull", False), ("erased_at__isnull", False), _connector="XOR"
                        ),
                        name="access_personkey_erased",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                ("id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("at", forlik.desk.access.instants.Instant()),
                ("by", models.CharField(max_length=64)),
                ("sealed_reason", models.BinaryField()),
                ("lifted_at", forlik.desk.access.instants.Instant(null=True)),
                ("lifted_by", models.CharField(default="", max_length=64)),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING, related_name="holds", to="access.personkey"
                    ),
                ),
            ],
            options={
                "db_table": "access_hold",
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("clearance", models.SmallIntegerField()),
                ("since", forlik.desk.access.instants.Instant()),
                ("until", forlik.desk.access.instants.Instant(null=True)),
                ("by", models.CharField(max_length=64)),
                (
                    "compartment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="memberships",
                        to="access.compartment",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING, related_name="memberships", to="access.person"
                    ),
                ),
            ],
            options={
                "db_table": "access_membership",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("clearance__in", (2, 3))), name="access_membership_clearance"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Guard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "compartment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING, related_name="guards", to="access.compartment"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING, related_name="guards", to="access.person"
                    ),
                ),
            ],
            options={
                "db_table": "access_guard",
                "constraints": [models.UniqueConstraint(fields=("person", "compartment"), name="access_guard_once")],
            },
        ),
    ]
