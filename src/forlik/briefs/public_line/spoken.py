"""The parts of a public line: the engagement in a few facts, statements, texts, and every record that is public."""

from collections.abc import Iterator, Sequence

from forlik.briefs.document import Fact, Line, Strong, line
from forlik.briefs.seeded import called_in
from forlik.briefs.telling import Telling
from forlik.briefs.words import word
from forlik.register.concept import Concept
from forlik.register.dossier import Case
from forlik.register.machines.began import began
from forlik.register.machines.phase import phase
from forlik.register.public_line import Released
from forlik.register.seed import US

PACKAGE = "forlik.briefs.public_line"
ASKED_FOR = ("places", "pillars", "modes", "start", "began")
"""What anybody asks of an engagement: where the public cannot read it, that is a gap."""


def spoken(telling: Telling, case: Case) -> list[Line]:
    """The engagement in a few facts, each on its evidence.

    Args:
        telling: What the brief tells, of what the public sees.
        case: The engagement, as the public sees it.
    """
    return [line(Strong(f"{_say(telling, code)}:"), " ", fact) for code, fact in _facts(telling, case)]


def statements(telling: Telling, case: Case) -> list[Line]:
    """What was said in public, the newest first.

    Args:
        telling: What the brief tells, of what the public sees.
        case: The engagement, as the public sees it.
    """
    said = [one for one in reversed(case.acts) if one.statement]
    return [
        line(Strong(one.happened or "–"), " ", telling.fact(one.statement or "", one.id, "statement", "happened"))
        for one in said
    ]


def texts(telling: Telling, case: Case) -> list[Line]:
    """Public texts, the newest first.

    Args:
        telling: What the brief tells, of what the public sees.
        case: The engagement, as the public sees it.
    """
    found = []
    for one in sorted(case.texts, key=lambda one: (one.signed or "", one.id), reverse=True):
        kind = telling.word("text_kinds", one.kind)
        days = _say(telling, "signed", day=one.signed) if one.signed else ""
        said = ", ".join(part for part in (kind, days) if part) or "–"
        found.append(line(Strong(telling.called(one.id)), ": ", telling.fact(said, one.id)))
    return found


def every_record(telling: Telling, found: Sequence[Released]) -> list[Line]:
    """Every record of which the public reads anything, with the day since which it does.

    Args:
        telling: What the brief tells, of what the public sees.
        found: The records.
    """
    return [
        line(telling.fact(_named(telling, one), one.record), _say(telling, "all.since", day=one.since)) for one in found
    ]


def gaps(telling: Telling, case: Case, found: Sequence[Released]) -> list[str]:
    """What anybody would ask and the public cannot read, and what is public without evidence.

    Args:
        telling: What the brief tells, of what the public sees.
        case: The engagement, as the public sees it.
        found: The records of which the public reads anything.
    """
    told = {code for code, _ in _facts(telling, case)}
    every = [_say(telling, "gap.line", what=_say(telling, code)) for code in ASKED_FOR if code not in told]
    for piece in case.engagement.evidence:
        if piece.basis == "not-found":
            every += [_say(telling, "gap.found", field=field.replace("_", " ")) for field in piece.claims]
    for one in found:
        record = case.dossier[one.record]
        if record.EVIDENCED and not record.evidence:
            title = _title(telling, record)
            every.append(_say(telling, "gap.evidence", what=_concept(telling, one), title=title))
    return list(dict.fromkeys(every))


def _facts(telling: Telling, case: Case) -> Iterator[tuple[str, Fact]]:
    one = case.engagement
    texts_of = {
        "places": ", ".join(map(telling.place, one.places)),
        "pillars": telling.words("pillars", one.pillars),
        "modes": telling.words("modes", one.modes),
        "start": one.start or "",
        "end": one.end or "",
    }
    for code, text in texts_of.items():
        if text:
            yield code, telling.fact(text, one.id, code)
    for role in case.roles:
        if role.actor == US and role.of in case.files:
            yield "role", telling.fact(telling.word("role_words", role.kind) or "–", role.id)
    start = began(case)
    if start.how:
        names = telling.names(start.by)
        said = telling.word("began", start.how) + (f": {names}" if names else "")
        record = one.id if start.stated or not start.acts else start.acts[0]
        yield "began", telling.fact(said, record, beside=(*start.acts, *start.by))
    if case.process and (stands := phase(case.dossier, case.process.id)).rests_on:
        yield "phase", telling.fact(telling.word("stages", stands.stage), stands.rests_on, "stage")
    if one.outcome:
        yield "outcome", telling.fact(one.outcome, one.id, "outcome")


def _named(telling: Telling, one: Released) -> str:
    title = _title(telling, telling.dossier[one.record])
    return _say(telling, "all.record", what=_concept(telling, one), title=title)


def _title(telling: Telling, record: Concept) -> str:
    """What a record is called; a role by its word and actor, and what has no title by its kind."""
    actor = getattr(record, "actor", None)
    if named := called_in(record, telling.language):
        return named
    kind = telling.word(record.KINDS, getattr(record, "kind", None)) if record.KINDS else ""
    return ", ".join(part for part in (kind, telling.called(actor) if actor else "") if part) or record.id


def _concept(telling: Telling, one: Released) -> str:
    return _say(telling, f"concept.{one.concept}")


def _say(telling: Telling, code: str, **given: object) -> str:
    return word(code, telling.language, PACKAGE).format(**given)
