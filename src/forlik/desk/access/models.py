"""The tables of access. Each names itself, so that Django asks no database for the longest name when it starts."""

from django.db import models

from forlik.desk.access.instants import Instant

ID = 64
"""Width of an id."""
LABEL = 70
HASH = 64


class Person(models.Model):
    """Somebody who may sign in. Never deleted: the log names the id for ever."""

    id = models.CharField(primary_key=True, max_length=ID)
    name = models.TextField()
    active = models.BooleanField(default=True)
    staff = models.BooleanField(default=False)
    protection = models.BooleanField(default=False)

    class Meta:
        db_table = "access_person"


class Compartment(models.Model):
    """A named group that needs to know; its name is sealed, for a name can tell everything."""

    id = models.CharField(primary_key=True, max_length=ID)
    wrapped_key = models.BinaryField()
    sealed_name = models.BinaryField()

    class Meta:
        db_table = "access_compartment"


class Membership(models.Model):
    """A person's clearance in a compartment, from and until."""

    person = models.ForeignKey(Person, models.DO_NOTHING, related_name="memberships")
    compartment = models.ForeignKey(Compartment, models.DO_NOTHING, related_name="memberships")
    clearance = models.SmallIntegerField()
    since = Instant()
    until = Instant(null=True)
    by = models.CharField(max_length=ID)

    class Meta:
        db_table = "access_membership"
        constraints = (
            models.CheckConstraint(condition=models.Q(clearance__in=(2, 3)), name="access_membership_clearance"),
        )


class Guard(models.Model):
    """A person who appoints the members of a compartment."""

    person = models.ForeignKey(Person, models.DO_NOTHING, related_name="guards")
    compartment = models.ForeignKey(Compartment, models.DO_NOTHING, related_name="guards")

    class Meta:
        db_table = "access_guard"
        constraints = (models.UniqueConstraint(fields=("person", "compartment"), name="access_guard_once"),)


class Glass(models.Model):
    """A label opened in an emergency; the reason is sealed with the compartment's key."""

    id = models.CharField(primary_key=True, max_length=ID)
    person = models.ForeignKey(Person, models.DO_NOTHING, related_name="glasses")
    label = models.CharField(max_length=LABEL)
    since = Instant()
    until = Instant()
    sealed_reason = models.BinaryField()

    class Meta:
        db_table = "access_glass"


class Notice(models.Model):
    """What a person must be told at the next visit; the words are made when it is shown, not kept."""

    id = models.CharField(primary_key=True, max_length=ID)
    person = models.ForeignKey(Person, models.DO_NOTHING, related_name="notices")
    at = Instant()
    verb = models.CharField(max_length=ID)
    about = models.CharField(max_length=LABEL)
    who = models.CharField(max_length=ID)
    seen_at = Instant(null=True)

    class Meta:
        db_table = "access_notice"


class Log(models.Model):
    """One row for every change and every read of what is graded, chained to the row before; no plain text."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.CharField(max_length=27)
    who = models.CharField(max_length=ID)
    verb = models.CharField(max_length=ID)
    facets = models.TextField()
    digest = models.CharField(max_length=HASH)
    previous = models.CharField(max_length=HASH)
    hash = models.CharField(max_length=HASH)

    class Meta:
        db_table = "access_log"


class Keyring(models.Model):
    """Name of the master key that wraps what is new; one row."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    current = models.CharField(max_length=ID)

    class Meta:
        db_table = "access_keyring"


class PersonKey(models.Model):
    """The key of one natural person whom the register tells of, and why it may; without the key nothing is told."""

    subject = models.CharField(primary_key=True, max_length=ID)
    wrapped_key = models.BinaryField(null=True)
    purpose = models.TextField()
    legal_basis = models.TextField()
    retain_until = models.DateField()
    made_at = Instant()
    erased_at = Instant(null=True)

    class Meta:
        db_table = "access_personkey"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(wrapped_key__isnull=False) ^ models.Q(erased_at__isnull=False),
                name="access_personkey_erased",
            ),
        )


class Hold(models.Model):
    """A lawful hold on what is kept about a person; the reason is sealed with the person's key."""

    id = models.CharField(primary_key=True, max_length=ID)
    subject = models.ForeignKey(PersonKey, models.DO_NOTHING, related_name="holds")
    at = Instant()
    by = models.CharField(max_length=ID)
    sealed_reason = models.BinaryField()
    lifted_at = Instant(null=True)
    lifted_by = models.CharField(max_length=ID, default="")

    class Meta:
        db_table = "access_hold"


class Purge(models.Model):
    """A promise that old plain text will be wiped from the file; kept until it is done."""

    since = Instant()

    class Meta:
        db_table = "access_purge"
