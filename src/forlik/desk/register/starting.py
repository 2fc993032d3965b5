"""What a register begins with: the public engagements, and for learning two made-up ones with persons of their own."""

import csv
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from typing import Any

from forlik.assess.options.record_screen import written
from forlik.core.errors import UsageError
from forlik.desk.access.labels import PUBLIC, STAFF
from forlik.desk.access.log import writing
from forlik.desk.access.opening import ready
from forlik.desk.access.people import enrol, found_compartment, let_in, person
from forlik.desk.access.person import Person
from forlik.desk.records import naming
from forlik.desk.records.change import Change, Grounds
from forlik.desk.records.duties import holders
from forlik.desk.records.together import record_together
from forlik.desk.records.viewed import view
from forlik.register.concept import Concept
from forlik.register.concepts import Engagement
from forlik.register.dossier import Dossier
from forlik.register.examples.fictional import Filed, fictional
from forlik.register.facets import SECRET
from forlik.register.placing import place
from forlik.register.seed import seed

TABLES = ("engagements", "engagement_facts", "engagement_citations")
BEGINNING = datetime(2024, 1, 1, tzinfo=UTC)
"""When the made-up persons came, before anything that they record."""
DEMO = {
    "demo-owner": ("Demo: owner of the talks", ("talks",), 3),
    "demo-deputy": ("Demo: deputy of both files", ("talks", "relief"), 2),
    "demo-relief": ("Demo: owner of the relief file", ("relief",), 2),
    "demo-legal": ("Demo: legal adviser and data protection, without a compartment", (), 2),
    "demo-guardian": ("Demo: guardian of the compartments", (), 2),
}
"""Name in the examples → what the person is called, the compartments, and the clearance in them."""
PROTECTION = "demo-legal"
"""Who holds the role of data protection: neither answers for a file nor guards a compartment, and advises both."""
GROUNDS = ("fictional: to show how a grade is given", "fictional: no law")


def seed_public(author: Person, now: datetime) -> int:
    """Record the public engagements, under label 0.

    Args:
        author: Who records them, and answers for them until somebody takes them over.
        now: When.

    Returns:
        How many records were made; those that are there already are left as they are.
    """
    there = view(author, now, day=now.date()).dossier
    made = 0
    for record in seed(*(_table(name) for name in TABLES)):
        if record.id in there:
            made += _answered(there, record, author, now)
            continue
        concept = type(record).__name__.lower()
        file = record.id if isinstance(record, Engagement) else str(getattr(record, "engagement", "") or "")
        file = file or _file_of(record.id)
        changes = [
            Change(record.id, concept, facet.word, PUBLIC, body, file=file)
            for facet, body in place(record, public=True).items()
        ]
        record_together(changes, author, now)
        _answered(there, record, author, now)
        made += 1
    return made


def _answered(there: Dossier, record: Concept, author: Person, now: datetime) -> int:
    """Write down who answers for a public file, where its record does not say; gives how many changed."""
    known = there.get(Engagement, record.id)
    mine = isinstance(record, Engagement) and holders(record.id, "owner", now) == [author.id]
    if not mine or (known and known.owner):
        return 0
    with writing():
        naming.name(record.id, {"owner": author.id}, author, now)
    return 1


def _file_of(record: str) -> str:
    """The engagement in whose file a process or role of the public list stands; an actor stands in none."""
    return next((record.removesuffix(end) for end in ("-process", "-role") if record.endswith(end)), "")


def seed_fictional() -> Mapping[str, str]:
    """Record the made-up engagements, as of the days on which they were made up, and enter the made-up persons.

    Returns:
        Name in the examples → id of the person.

    Raises:
        UsageError: The register holds something already: examples and real files are never mixed.
    """
    from forlik.desk.access.models import Person as Persons

    ready()
    if Persons.objects.exists():
        raise UsageError(
            "the register holds persons already",
            remedy="examples go into an empty register: set FORLIK_HOME to a new folder",
        )
    ids = {name: enrol(title, BEGINNING, protection=name == PROTECTION) for name, (title, _, _) in DEMO.items()}
    compartments = _compartments(ids)
    fiction = fictional()
    numbers: dict[tuple[str, str], int] = {}
    for one in fiction.filed:
        author = person(ids[_author(one)], "passkey")
        label = f"2:{compartments[fiction.compartments.get(one.file) or 'talks']}"
        record_together(list(_changes(one, label, ids, numbers)), author, one.at)
    return ids


def _compartments(ids: Mapping[str, str]) -> Mapping[str, str]:
    """The compartments of the examples, and who is let in."""
    guardian = person(ids["demo-guardian"], "passkey")
    names = sorted({one for _, some, _ in DEMO.values() for one in some})
    made = {name: found_compartment(f"Fictional: {name}", guardian, BEGINNING) for name in names}
    guardian = person(ids["demo-guardian"], "passkey")
    for who, (_, some, clearance) in DEMO.items():
        for one in some:
            let_in(ids[who], made[one], clearance, guardian, BEGINNING)
    return made


def _author(one: Filed) -> str:
    # A check is cleared, and a judgement made, in person.
    said = (body.get(name) for name in ("cleared_by", "author") for body in one.bodies.values())
    if own := next(filter(None, said), ""):
        return str(own)
    return "demo-relief" if one.file == "fiction-relief" or one.record.id == "fiction-partner" else "demo-owner"


def _changes(one: Filed, label: str, ids: Mapping[str, str], numbers: dict[tuple[str, str], int]) -> Iterable[Change]:
    review = one.at.date() + timedelta(days=730)
    for facet, body in one.bodies.items():
        before = numbers.get((one.record.id, facet.word), 0)
        numbers[one.record.id, facet.word] = before + 1
        yield Change(
            record=one.record.id,
            concept=type(one.record).__name__.lower(),
            decision=True,
            facet=facet.word,
            label=label if facet is SECRET else STAFF,
            body=_named(body, ids),
            expected=before,
            file=one.file,
            grounds=Grounds(*GROUNDS, review),
            package=True,
        )


def _named(value: Any, ids: Mapping[str, str]) -> Any:
    """A body with the persons' ids in the places of their names."""
    if isinstance(value, str):
        return ids.get(value, value)
    if isinstance(value, Mapping):
        return {key: _frozen(one, ids) if key == "screen" else _named(one, ids) for key, one in value.items()}
    if isinstance(value, list):
        return [_named(one, ids) for one in value]
    return value


def _frozen(screen: str, ids: Mapping[str, str]) -> str:
    """A frozen screen with the persons' ids in the places of their names: of each item, who coded it how."""
    said = json.loads(screen)
    coded = {item: {ids.get(who, who): code for who, code in codes.items()} for item, codes in said["evidence"].items()}
    return written({**said, "evidence": coded})


def _table(name: str) -> list[dict[str, str]]:
    with (files("forlik.starter") / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, strict=True))
