"""The tables of signing in as they were first made."""

import django.db.models.deletion
from django.db import migrations, models

import forlik.desk.signin.models


class Migration(migrations.Migration):
    initial = True

    dependencies = (("access", "0002_triggers"),)

    operations = [
        migrations.CreateModel(
            name="Mark",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("until", models.DateTimeField(db_index=True)),
            ],
            options={
                "db_table": "signin_mark",
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "session_key",
                    models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="session key"),
                ),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
            ],
            options={
                "db_table": "signin_session",
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "id",
                    models.CharField(
                        default=forlik.desk.signin.models.new_id, max_length=64, primary_key=True, serialize=False
                    ),
                ),
                ("username", models.CharField(max_length=64, unique=True)),
                ("one_time_until", models.DateTimeField(null=True)),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DO_NOTHING, related_name="user", to="access.person"
                    ),
                ),
            ],
            options={
                "db_table": "signin_user",
            },
        ),
    ]
