"""The hand-over pack, put together: what to look at first, then engagement by engagement what is open."""

from collections.abc import Iterator, Mapping, Sequence

from forlik.briefs.document import Block, Document, Language, Line, Section, Strong, bullets, line, paragraph
from forlik.briefs.filed import clock_line, debt_line, due_line, promise_line, without_day
from forlik.briefs.folded import kept_in
from forlik.briefs.handover.opened import Handed, handed, telling_of
from forlik.briefs.marking import STAFF, greatest, marked
from forlik.briefs.telling import Telling, cut
from forlik.briefs.words import word
from forlik.register.dossier import Dossier
from forlik.register.machines.handing import Contact
from forlik.register.promises.words import title as promise_title
from forlik.world import World

PACKAGE = "forlik.briefs.handover"
TITLE = 120
"""Signs of a title in a list."""
LACKS = ("gap.state", "gap.contacts", "gap.deputy", "gap.mandate")
"""What is looked for in every engagement that goes on."""


def handover_pack(
    world: World,  # noqa: ARG001 - every brief is asked for in the same way
    dossier: Dossier,
    person: str,
    *,
    language: Language = "en",
    base: str = "",
    people: Mapping[str, str] | None = None,
    compartments: Mapping[str, str] | None = None,
) -> Document:
    """Everything open in the engagements of one owner, as far as the viewer sees it.

    Args:
        world: What was known; everything in the pack is of the register.
        dossier: What the viewer sees.
        person: Id of the person of the house who answers for them.
        language: ``en`` or ``nb``.
        base: Address of the desk to which footnotes lead back; they stay words where none is named.
        people: Id of a person of the house → name; who is not among them is not named.
        compartments: Compartment → its name; one that is not among them is called by its id.

    Returns:
        The pack, marked with the greatest label of the records that it draws on, and at least for the staff.
    """
    telling = Telling(dossier, "", language, people)
    every = handed(dossier, person, language, telling.drawn)
    name = telling.person(person)
    sections = tuple(_sections(telling, every))
    for one in every:
        telling.of(*one.folded())
        telling.of(*kept_in(one.case, telling.drawn))
    # Who answers for what, and that it is nothing, is for the staff.
    marking = greatest([*telling.marking.split(), STAFF])
    remarks = [_say(telling, "reached")]
    if any(one.case.engagement.fictional for one in every):
        remarks.insert(0, _say(telling, "fictional"))
    return Document(
        name=f"handover-{dossier.day}",
        title=_say(telling, "title", name=cut(name, TITLE)) if name else _say(telling, "title.nobody"),
        kind=_say(telling, "kind"),
        day=dossier.day,
        language=language,
        marking=marking,
        marked=marked(marking, language, compartments),
        sections=sections,
        remarks=tuple(remarks),
        base=base,
        drawn=frozenset(telling.drawn),
    )


def _sections(telling: Telling, every: Sequence[Handed]) -> Iterator[Section]:
    if not every:
        yield Section(_say(telling, "files"), (paragraph(_say(telling, "files.none")),))
    else:
        yield Section(_say(telling, "files"), (bullets([_named(telling_of(one, telling), one) for one in every]),))
        first = [found for one in every for found in _first(telling_of(one, telling), one)]
        yield Section(_say(telling, "first"), _listed(telling, first, "first.none"))
    quiet = []
    for one in every:
        own = telling_of(one, telling)
        if blocks := tuple(_of(own, one)):
            yield Section(_title(own, one), blocks)
        else:
            quiet.append(_title(own, one))
    if quiet:
        yield Section(_say(telling, "quiet"), (paragraph(_say(telling, "nothing", titles=_quoted(telling, quiet))),))
    missing = [line(found) for found in _gaps(telling, every)]
    yield Section(word("gaps", telling.language), _listed(telling, missing, "gaps.none"))


def _named(telling: Telling, one: Handed) -> Line:
    engagement, life = one.case.engagement, one.life
    title = Strong(cut(telling.called(engagement.id), TITLE))
    deputy = telling.person(engagement.deputy)
    stands_in = f"; {_say(telling, 'deputy', name=deputy)}" if deputy else ""
    if one.over:
        ended = _say(telling, "over", day=engagement.end)
        return line(title, ": ", telling.fact(ended, engagement.id, "end"), stands_in)
    if not life.told:
        return line(title, ": ", telling.fact(_say(telling, "untold"), engagement.id), stands_in)
    state = _say(telling, "since", what=telling.word("states", life.state), day=life.since)
    return line(title, ": ", telling.fact(state, life.history[-1].act, "transition", "happened"), stands_in)


def _first(telling: Telling, one: Handed) -> Iterator[Line]:
    """What is late, what is owed, and what ends, with the engagement in which it is."""
    where = f" ({_title(telling, one)})"
    for found in (*_owed(telling, one), *_ending(telling, one), *_fell(telling, one)):
        yield line(*found, where)


def _of(telling: Telling, one: Handed) -> Iterator[Block]:
    """What is open in one engagement, heading by heading; nothing where nothing is."""
    parts = (
        ("fell", _fell(telling, one)),
        ("ends", _ending(telling, one)),
        ("owed", _owed(telling, one)),
        ("promises", [promise_line(telling, each, one.projections) for each in one.estate.promises]),
        ("contacts", [_contact(telling, each, one) for each in one.estate.contacts]),
        ("dates", [due_line(telling, row, beside=one.behind(row)) for row in one.dates]),
    )
    for code, lines in parts:
        if lines:
            yield paragraph(Strong(_say(telling, code)))
            yield bullets(lines)


def _fell(telling: Telling, one: Handed) -> list[Line]:
    return [due_line(telling, row, beside=one.behind(row)) for row in one.fell]


def _ending(telling: Telling, one: Handed) -> list[Line]:
    return [clock_line(telling, clock) for clock in one.alarms]


def _owed(telling: Telling, one: Handed) -> list[Line]:
    return [debt_line(telling, debt) for debt in one.life.debts]


def _contact(telling: Telling, contact: Contact, one: Handed) -> Line:
    role = one.case.dossier[contact.record]
    of = getattr(role, "of", None)
    said = telling.word("role_words", contact.role)
    said = _say(telling, "contact", role=said, of=telling.called(of)) if of in one.case.dossier else said
    return line(Strong(telling.called(contact.actor)), ": ", telling.fact(said, contact.record))


def _gaps(telling: Telling, every: Sequence[Handed]) -> Iterator[str]:
    """What is missing, with all engagements that lack the same; what has ended is asked for nothing but days."""
    lacking: dict[tuple[str, ...], list[str]] = {}
    for one in every:
        if lacks := tuple(_lacks(one)):
            lacking.setdefault(lacks, []).append(_title(telling_of(one, telling), one))
    for codes, titles in lacking.items():
        item = "; ".join(_say(telling, code) for code in codes)
        yield _say(telling, "gaps", item=item, titles=_quoted(telling, titles))
    for one in every:
        title = _quoted(telling, [_title(telling_of(one, telling), one)])
        for each in without_day(one.estate.promises, one.projections):
            item = _say(telling, "gap.due", promise=cut(promise_title(each), TITLE))
            yield _say(telling, "gaps", item=item, titles=title)


def _lacks(one: Handed) -> Iterator[str]:
    engagement = one.case.engagement
    there = (one.life.told, one.estate.contacts, engagement.deputy, engagement.mandate)
    if not one.over:
        yield from (code for code, found in zip(LACKS, there, strict=True) if not found)


def _title(telling: Telling, one: Handed) -> str:
    return cut(telling.called(one.case.engagement.id), TITLE)


def _quoted(telling: Telling, titles: Sequence[str]) -> str:
    return "; ".join(_say(telling, "quoted", title=one) for one in titles)


def _listed(telling: Telling, lines: Sequence[Line], none: str) -> tuple[Block, ...]:
    return (bullets(lines),) if lines else (paragraph(_say(telling, none)),)


def _say(telling: Telling, code: str, **given: object) -> str:
    return word(code, telling.language, PACKAGE).format(**given)
