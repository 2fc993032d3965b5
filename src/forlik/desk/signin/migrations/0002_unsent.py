"""What somebody wrote and sent when the session was over."""

import django.db.models.deletion
from django.db import migrations, models

import forlik.desk.signin.models


class Migration(migrations.Migration):
    dependencies = (("access", "0002_triggers"), ("signin", "0001_initial"))

    operations = [
        migrations.CreateModel(
            name="Unsent",
            fields=[
                (
                    "id",
                    models.CharField(
                        default=forlik.desk.signin.models.new_id, max_length=64, primary_key=True, serialize=False
                    ),
                ),
                ("at", models.DateTimeField()),
                ("until", models.DateTimeField(db_index=True)),
                ("sealed", models.BinaryField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING, related_name="unsent", to="access.person"
                    ),
                ),
            ],
            options={
                "db_table": "signin_unsent",
            },
        ),
    ]
