"""Releasing a record of the made-up talks by two people, through the pages, and the copy that is then published."""

from datetime import UTC, datetime, timedelta

from filling import fields_of

TALKS = "/register/fiction-talks"
RELEASE, WAITING, GRADE = f"{TALKS}/release", "/register/waiting", f"{TALKS}/grade"
CITED = {
    "evidence.0.citation": "Fictional: the Estovia Gazette",
    "evidence.0.obtained": "published",
    "evidence.0.basis": "fictional",
    "evidence.0.confidence": "high",
}
"""Evidence, as the form of a public text sends it."""


def form_for(learning, record, who="demo-owner"):
    """The form of a public text as it is first shown."""
    return fields_of(learning.ask(who, f"{RELEASE}?of={record}"))


def proposed(learning, record, **changes):
    """Propose a public text; gives the response."""
    return learning.ask("demo-owner", RELEASE, **(form_for(learning, record) | changes))


def waiting(learning, who="demo-deputy"):
    """Id of the newest proposal."""
    from forlik.desk.access.people import person
    from forlik.desk.records import proposals

    return [one.id for one in proposals.waiting(person(learning.ids[who], "passkey"), datetime.now(UTC))]


def decided(learning, how, who="demo-deputy"):
    """Approve or refuse the newest proposal; gives the response."""
    return learning.ask(who, WAITING, proposal=waiting(learning, who)[-1], decided=how)


def released(learning, record, **changes):
    """Propose and approve."""
    assert proposed(learning, record, **changes).status_code == 303
    assert decided(learning, "approve").status_code == 303


def published(folder, **others):
    """Publish; gives every file of the folder."""
    from forlik.desk.register.publishing import publish

    publish(folder, others.pop("now", datetime.now(UTC)), made_up=True, **others)
    return files_of(folder)


def files_of(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def public_rows(day=None):
    """What nobody in particular reads, as known on a day."""
    from forlik.desk.records.rows import rows

    return {one.record: one.body for one in rows({"0"}, known_at=day or datetime.now(UTC).date())}


def tomorrow():
    return datetime.now(UTC) + timedelta(days=1)
