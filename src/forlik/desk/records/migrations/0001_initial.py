"""The tables of records as they were first made."""

import django.db.models.deletion
from django.db import migrations, models

import forlik.desk.access.instants


class Migration(migrations.Migration):
    initial = True

    dependencies = ()

    operations = [
        migrations.CreateModel(
            name="PersonField",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(db_index=True, max_length=64)),
                ("facet", models.CharField(max_length=64)),
                ("n", models.IntegerField()),
                ("field", models.CharField(max_length=100)),
            ],
            options={
                "db_table": "records_personfield",
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=64)),
                ("file", models.CharField(max_length=64)),
                ("facet", models.CharField(max_length=64)),
                ("n", models.IntegerField()),
                ("target", models.CharField(max_length=70)),
                ("text", models.TextField(null=True)),
                ("sealed", models.BinaryField(null=True)),
                ("by", models.CharField(max_length=64)),
                ("at", forlik.desk.access.instants.Instant()),
                ("outcome", models.CharField(default="", max_length=64)),
                ("settled_by", models.CharField(default="", max_length=64)),
                ("settled_at", forlik.desk.access.instants.Instant(null=True)),
            ],
            options={
                "db_table": "records_proposal",
            },
        ),
        migrations.CreateModel(
            name="Duty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file", models.CharField(db_index=True, max_length=64)),
                ("person", models.CharField(max_length=64)),
                ("role", models.CharField(max_length=64)),
                ("since", forlik.desk.access.instants.Instant()),
                ("until", forlik.desk.access.instants.Instant(null=True)),
            ],
            options={
                "db_table": "records_duty",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ("owner", "deputy", "approver"))), name="records_duty_role"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Facet",
            fields=[
                ("id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("file", models.CharField(db_index=True, max_length=64)),
                ("record", models.CharField(max_length=64)),
                ("concept", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=64)),
                ("label", models.CharField(db_index=True, max_length=70)),
                ("grounds", models.TextField(null=True)),
                ("sealed_grounds", models.BinaryField(null=True)),
                ("review_on", models.DateField(null=True)),
                ("wrapped_key", models.BinaryField(null=True)),
            ],
            options={
                "db_table": "records_facet",
                "constraints": [
                    models.UniqueConstraint(fields=("record", "name", "label"), name="records_facet_once"),
                    models.CheckConstraint(
                        condition=models.Q(("name__in", ("open", "staff", "secret"))), name="records_facet_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("label__in", ("0", "1")), ("wrapped_key__isnull", False), _connector="OR"),
                        name="records_facet_key",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("label", "0"), ("review_on__isnull", False), _connector="OR"),
                        name="records_facet_review",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("grounds__isnull", True), ("sealed_grounds__isnull", True), _connector="OR"
                        ),
                        name="records_facet_grounds",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("n", models.IntegerField()),
                ("recorded_at", forlik.desk.access.instants.Instant()),
                ("known_at", forlik.desk.access.instants.Instant()),
                ("who", models.CharField(max_length=64)),
                ("text", models.TextField(null=True)),
                ("salt", models.CharField(max_length=64, null=True)),
                ("sealed", models.BinaryField(null=True)),
                (
                    "facet",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="revisions",
                        to="records.facet",
                    ),
                ),
            ],
            options={
                "db_table": "records_revision",
                "constraints": [
                    models.UniqueConstraint(fields=("facet", "n"), name="records_revision_once"),
                    models.CheckConstraint(condition=models.Q(("n__gte", 1)), name="records_revision_n"),
                    models.CheckConstraint(
                        condition=models.Q(("known_at__lte", models.F("recorded_at"))), name="records_revision_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("salt__isnull", False), ("sealed__isnull", True), ("text__isnull", False)),
                            models.Q(("salt__isnull", True), ("sealed__isnull", False), ("text__isnull", True)),
                            _connector="OR",
                        ),
                        name="records_revision_body",
                    ),
                ],
            },
        ),
    ]
