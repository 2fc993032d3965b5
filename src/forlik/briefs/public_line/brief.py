"""The public line of one engagement, put together from what the public sees and from nothing else."""

from collections.abc import Iterator, Mapping

from forlik.briefs.document import Block, Document, Language, Line, Section, bullets, line, paragraph
from forlik.briefs.filed import promise_line
from forlik.briefs.lowered import lowered
from forlik.briefs.marking import marked, marking_of
from forlik.briefs.public_line.spoken import PACKAGE, every_record, gaps, spoken, statements, texts
from forlik.briefs.seeded import called_in
from forlik.briefs.telling import Telling, cut
from forlik.briefs.words import word
from forlik.register.dossier import Case, Dossier
from forlik.register.promises.projection import project
from forlik.register.public_line import PUBLIC, public_part, records_of, released

TITLE = 200
"""Signs of a title: it stands at the foot of every page."""


def public_line(
    case: Case,
    *,
    public: Dossier | None = None,
    language: Language = "en",
    base: str = "",
    compartments: Mapping[str, str] | None = None,
) -> Document:
    """What may be said of an engagement in public, each part with its evidence.

    Args:
        case: The engagement, as one viewer sees it.
        public: What the public sees, as known on the same day; what of the case is public where it is not given.
        language: ``en`` or ``nb``.
        base: Address of the desk to which footnotes lead back; they stay words where none is named.
        compartments: Compartment → its name, for the marking of an engagement of which nothing is public.

    Returns:
        The line, marked public; or that there is none, marked as what the engagement is called is.
    """
    seen = public_part(case.dossier) if public is None else public

    def make(one: Case) -> Document:
        return _made(one, seen, language, base, compartments)

    return lowered(make, case)


def _made(case: Case, seen: Dossier, language: Language, base: str, compartments: Mapping[str, str] | None) -> Document:
    open_case = seen.case(case.engagement.id)
    one = case.engagement if open_case is None else open_case.engagement
    marking = PUBLIC if open_case else marking_of(case.dossier, [one.id])
    said = Telling(seen, one.id, language)
    sections = tuple(_sections(open_case, said)) if open_case else (_nothing(language),)
    remarks = [word("fictional", language, PACKAGE)] if one.fictional else []
    return Document(
        name=f"line-{one.id}-{case.day}",
        title=cut(called_in(one, language) or one.id, TITLE),
        kind=word("kind", language, PACKAGE),
        day=case.day,
        language=language,
        marking=marking,
        marked=marked(marking, language, compartments),
        sections=sections,
        remarks=(*remarks, word("beyond", language, PACKAGE)) if open_case else tuple(remarks),
        base=base,
        drawn=frozenset(said.drawn) if open_case else frozenset({one.id}),
    )


def _sections(case: Case, telling: Telling) -> Iterator[Section]:
    language = telling.language
    projections = project(case)
    found = tuple(released(case.dossier, records_of(case)))
    parts: tuple[tuple[str, list[Line]], ...] = (
        ("line", spoken(telling, case)),
        ("said", statements(telling, case)),
        ("promised", [promise_line(telling, one, projections) for one in case.commitments]),
        ("texts", texts(telling, case)),
        ("all", every_record(telling, found)),
    )
    for code, lines in parts:
        if lines:
            yield Section(word(code, language, PACKAGE), (bullets(lines),))
    yield Section(word("gaps", language), _gaps(gaps(telling, case, found), language))


def _gaps(every: list[str], language: Language) -> tuple[Block, ...]:
    if not every:
        return (paragraph(word("gaps.none", language, PACKAGE)),)
    return (bullets([line(one) for one in every]),)


def _nothing(language: Language) -> Section:
    return Section(word("line", language, PACKAGE), (paragraph(word("nothing", language, PACKAGE)),))
