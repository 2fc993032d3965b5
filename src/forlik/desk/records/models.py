"""The tables of records. Truth is ``Revision``; everything else says who may see it, or whom it is about."""

from django.db import models

from forlik.desk.access.instants import Instant
from forlik.desk.access.models import HASH, ID, LABEL

NAMES = ("open", "staff", "secret")


class Facet(models.Model):
    """The fields of one record that share one secrecy: one label, one key, for all their history.

    ``file`` is the record whose owner and deputy answer for this one: itself, for what belongs to no other. A record
    has one facet of a name under a label: whoever is refused a second one holds the label, and learns nothing by it.
    """

    id = models.CharField(primary_key=True, max_length=ID)
    file = models.CharField(max_length=ID, db_index=True)
    record = models.CharField(max_length=ID)
    concept = models.CharField(max_length=ID)
    name = models.CharField(max_length=ID)
    label = models.CharField(max_length=LABEL, db_index=True)
    # Reason and legal basis of the grade as JSON; sealed with the facet's key as soon as there is one.
    grounds = models.TextField(null=True)
    sealed_grounds = models.BinaryField(null=True)
    review_on = models.DateField(null=True)
    wrapped_key = models.BinaryField(null=True)

    class Meta:
        db_table = "records_facet"
        constraints = (
            models.UniqueConstraint(fields=("record", "name", "label"), name="records_facet_once"),
            models.CheckConstraint(condition=models.Q(name__in=NAMES), name="records_facet_name"),
            models.CheckConstraint(
                condition=models.Q(label__in=("0", "1")) | models.Q(wrapped_key__isnull=False), name="records_facet_key"
            ),
            models.CheckConstraint(
                condition=models.Q(label="0") | models.Q(review_on__isnull=False), name="records_facet_review"
            ),
            models.CheckConstraint(
                condition=models.Q(grounds__isnull=True) | models.Q(sealed_grounds__isnull=True),
                name="records_facet_grounds",
            ),
        )


class Revision(models.Model):
    """What was recorded in a facet at an instant; never changed, never deleted.

    The body is ``text`` with its ``salt`` until the facet has a key, and ``sealed`` ever after: the one change that the
    triggers allow. The log holds a commitment to body and salt.
    """

    facet = models.ForeignKey(Facet, models.DO_NOTHING, related_name="revisions", db_index=False)
    n = models.IntegerField()
    recorded_at = Instant()
    known_at = Instant()
    who = models.CharField(max_length=ID)
    text = models.TextField(null=True)
    salt = models.CharField(max_length=ID, null=True)
    sealed = models.BinaryField(null=True)

    class Meta:
        db_table = "records_revision"
        constraints = (
            models.UniqueConstraint(fields=("facet", "n"), name="records_revision_once"),
            models.CheckConstraint(condition=models.Q(n__gte=1), name="records_revision_n"),
            models.CheckConstraint(
                condition=models.Q(known_at__lte=models.F("recorded_at")), name="records_revision_known"
            ),
            models.CheckConstraint(
                condition=models.Q(text__isnull=False, salt__isnull=False, sealed__isnull=True)
                | models.Q(text__isnull=True, salt__isnull=True, sealed__isnull=False),
                name="records_revision_body",
            ),
        )


class Attachment(models.Model):
    """A document that hangs on a facet, and has its secrecy; never changed, never deleted.

    What it is (``about``) and its bytes stand in the open with a ``salt`` until the facet has a key, and sealed with it
    ever after. The log holds a commitment to what it is, in which a digest of the bytes stands. One that was attached
    by mistake is taken back: it is shown no more, and stays.
    """

    id = models.CharField(primary_key=True, max_length=ID)
    facet = models.ForeignKey(Facet, models.DO_NOTHING, related_name="attachments")
    at = Instant()
    who = models.CharField(max_length=ID)
    about = models.TextField(null=True)
    salt = models.CharField(max_length=ID, null=True)
    content = models.BinaryField(null=True)
    sealed_about = models.BinaryField(null=True)
    sealed_content = models.BinaryField(null=True)
    ended_at = Instant(null=True)
    ended_by = models.CharField(max_length=ID, default="")

    class Meta:
        db_table = "records_attachment"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(
                    about__isnull=False, salt__isnull=False, content__isnull=False,
                    sealed_about__isnull=True, sealed_content__isnull=True,
                )
                | models.Q(
                    about__isnull=True, salt__isnull=True, content__isnull=True,
                    sealed_about__isnull=False, sealed_content__isnull=False,
                ),
                name="records_attachment_body",
            ),
        )  # fmt: skip


class PersonField(models.Model):
    """Where a field about a natural person stands, so that it can be exported on request."""

    subject = models.CharField(max_length=ID, db_index=True)
    facet = models.CharField(max_length=ID)
    n = models.IntegerField()
    field = models.CharField(max_length=100)

    class Meta:
        db_table = "records_personfield"


class Duty(models.Model):
    """Who answers for a file, from and until."""

    file = models.CharField(max_length=ID, db_index=True)
    person = models.CharField(max_length=ID)
    role = models.CharField(max_length=ID)
    since = Instant()
    until = Instant(null=True)

    class Meta:
        db_table = "records_duty"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(role__in=("owner", "deputy", "approver")), name="records_duty_role"
            ),
        )


class Proposal(models.Model):
    """Something that takes a second person: lowering a label, releasing a text, handing over a file.

    What is proposed is kept as the facet keeps its bodies: sealed with its key where it has one.
    """

    id = models.CharField(primary_key=True, max_length=ID)
    kind = models.CharField(max_length=ID)
    file = models.CharField(max_length=ID)
    facet = models.CharField(max_length=ID)
    n = models.IntegerField()
    target = models.CharField(max_length=LABEL)  # a label; of a hand-over, the person
    text = models.TextField(null=True)
    sealed = models.BinaryField(null=True)
    by = models.CharField(max_length=ID)
    at = Instant()
    outcome = models.CharField(max_length=ID, default="")
    settled_by = models.CharField(max_length=ID, default="")
    settled_at = Instant(null=True)

    class Meta:
        db_table = "records_proposal"


class Calendar(models.Model):
    """An address by which a calendar program follows a person's due list: only a digest of its secret is kept.

    ``proof`` binds the digest to the person and to what the calendar may tell, so that neither can be exchanged here.
    """

    id = models.CharField(primary_key=True, max_length=ID)
    digest = models.CharField(max_length=HASH, unique=True)
    proof = models.CharField(max_length=HASH)
    person = models.CharField(max_length=ID, db_index=True)
    whose = models.CharField(max_length=ID)
    titles = models.BooleanField()
    busy = models.BooleanField()
    language = models.CharField(max_length=ID)
    made_at = Instant()
    read_at = Instant(null=True)
    revoked_at = Instant(null=True)
    counted_from = Instant(null=True)
    counted = models.IntegerField(default=0)

    class Meta:
        db_table = "records_calendar"
        constraints = (
            models.CheckConstraint(condition=models.Q(whose__in=("mine", "all")), name="records_calendar_whose"),
        )
