"""Made-up records about one option, and the dossier of somebody who sees those under some labels."""

from datetime import UTC, date, datetime

from forlik.register.concepts import Act, Actor, Assessment, Commitment, Engagement, Process, Role
from forlik.register.concepts.expected import Expected
from forlik.register.dossier import dossier
from forlik.register.evidence import Evidence
from forlik.register.facets import SECRET
from forlik.register.option import option_of
from forlik.register.placing import place
from forlik.register.rows import Row

SAID = (Evidence(citation="Fictional: a note", basis="fictional"),)
OPTION = option_of("XXA/peace/facilitate/2027")
DAY = date(2026, 6, 1)
HELD = frozenset({"0", "1", "2:a"})
STAFF = frozenset({"0", "1"})
LABELS = {"open": "1", "staff": "1", "secret": "2:a"}


def judged(id_, kind, **said):
    """An assessment on the option, made on the day unless said."""
    whole = {"option": str(OPTION), "made_on": DAY, "author": "p1", "evidence": SAID, **said}
    return Assessment(id=id_, kind=kind, **whole)


def harm(id_, answer, issue="diversion", **said):
    return judged(id_, "harm", answer=answer, issue=issue, **said)


def lifting(id_, about, **said):
    return judged(id_, "harm_lifting", **{"about": about, "option": None, "finding": "Fictional: guarded now", **said})


def expectation(id_, percent=60, seen_on=date(2027, 6, 1), **said):
    expected = said.pop("expected", None) or Expected(resolves_on=seen_on)
    return judged(
        id_, "expectation", **{"finding": f"Fictional: {id_}", "score": percent, "expected": expected, **said}
    )


def seen(*records, day=DAY, labels=HELD, sealed=(), recorded=None, brought=()):
    """The dossier of a viewer.

    Records are recorded one after the other on the day that they name; those that are sealed stand wholly in the
    secret facet. Those that are brought came in by a file.
    """
    rows = []
    for turn, record in enumerate(records):
        made = getattr(record, "made_on", None) or date(2026, 1, 1)
        at = recorded or datetime(made.year, made.month, made.day, 8, tzinfo=UTC).replace(minute=turn % 60)
        bodies = place(record, floor=SECRET) if record.id in sealed else place(record)
        concept = type(record).__name__.lower()
        rows += [
            Row(record.id, concept, facet.word, LABELS[facet.word], 1, at, at, body, carried=record.id in brought)
            for facet, body in bodies.items()
        ]
    return dossier([row for row in rows if row.label in labels], day)


TALKS = (
    Engagement(id="talks", title="Fictional talks", places=("XXA",), pillars=("peace",), process="proc", owner="p1"),
    Process(id="proc", label="Fictional process", places=("XXA",)),
    Actor(id="front", kind="armed_group", name="Fictional Front"),
    Actor(id="gov", kind="state", name="Fictional State"),
    Role(id="r1", kind="primary_party", actor="gov", of="proc", evidence=SAID),
    Role(id="r2", kind="primary_party", actor="front", of="proc", evidence=SAID),
)
EXIT = Commitment(id="exit", kind="exit_criterion", engagement="talks", promise="Fictional: both sides meet without us")


def request(id_, by, form=None, **said):
    whole = {"happened": "2026-05-01", "engagement": "talks", "evidence": SAID, **said}
    return Act(id=id_, kind="request", by=(by,), form=form, **whole)
