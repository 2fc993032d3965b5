"""The page of an engagement, of a process and of a text."""

from collections.abc import Iterable, Iterator, Sequence

from forlik.publish.pages import parts
from forlik.publish.pages.elements import facts, link, paragraphs, section, text
from forlik.publish.pages.frame import Writer
from forlik.register.concept import Concept
from forlik.register.concepts import Act, Commitment, Engagement, Process, Role, Text
from forlik.register.promises.projection import Projections

Rows = Iterator[tuple[str, str]]


def engagement(writer: Writer, one: Engagement, projections: Projections) -> bytes:
    """The page of an engagement: all that the public reads of its file."""
    case = writer.edition.dossier.case(one.id)
    if case is None:  # an engagement of the edition has a file in it
        raise KeyError(one.id)
    process: list[Concept] = [case.process] if case.process else []
    every = [one, *process, *case.texts, *case.acts, *case.roles, *case.commitments, *case.actors, *case.assessments]
    return _page(
        writer,
        one,
        facts(_of_engagement(writer, one)),
        parts.roles(writer, case.roles),
        texts(writer, case.texts),
        parts.happened(writer, case.acts),
        parts.promises(writer, case.commitments, projections),
        parts.findings(writer, case.assessments),
        parts.evidence(writer, {record.id: record for record in every}.values()),
    )


def process(writer: Writer, one: Process, projections: Projections) -> bytes:
    """The page of a process."""
    whole = writer.edition.dossier
    own = whole.near(Text, [one.id])
    acts, taking = whole.ordered(whole.near(Act, [one.id])), whole.near(Role, [one.id])
    commitments = whole.near(Commitment, [one.id])
    rows = [
        (writer.said("places"), text(_places(writer, one.places))),
        (writer.said("level"), _or_unknown(writer, writer.tells.word("levels", one.level))),
        (writer.said("phase"), _or_unknown(writer, writer.tells.word("stages", one.public_phase))),
        *([(writer.said("parent"), parts.named(writer, one.parent))] if one.parent else []),
        *_since(writer, one),
    ]
    return _page(
        writer,
        one,
        facts(rows),
        section(writer.said("home"), _links(writer, writer.serving.get(one.id, ()))),
        parts.roles(writer, taking),
        texts(writer, own),
        parts.happened(writer, acts),
        parts.promises(writer, commitments, projections),
        parts.evidence(writer, [one, *own, *acts, *taking, *commitments]),
    )


def agreement(writer: Writer, one: Text, projections: Projections) -> bytes:
    """The page of a text, with what is promised in it."""
    whole = writer.edition.dossier
    commitments, taking = whole.near(Commitment, [one.id]), whole.near(Role, [one.id])
    rows = [
        (writer.said("kind"), text(writer.tells.word("text_kinds", one.kind))),
        (writer.said("signed"), _or_unknown(writer, one.signed)),
        *[
            (writer.said(name), text(said))
            for name, said in (
                ("stage", writer.tells.word("stages", one.stage)),
                ("starts_on", one.starts_on),
                ("ends_on", one.ends_on),
            )
            if said
        ],
        *[(writer.said(name), parts.named(writer, other)) for name, other in _belongs(one)],
        *_since(writer, one),
    ]
    return _page(
        writer,
        one,
        facts(rows),
        section(writer.said("summary"), paragraphs(writer.told(one.summary))),
        parts.roles(writer, taking),
        parts.promises(writer, commitments, projections),
        parts.evidence(writer, [one, *commitments, *taking]),
    )


def texts(writer: Writer, some: Sequence[Text]) -> str:
    """Texts, each with its day, as links to their pages."""
    ordered = sorted(some, key=lambda one: (one.signed or "", one.id), reverse=True)
    return section(writer.said("texts"), _links(writer, ordered))


def _of_engagement(writer: Writer, one: Engagement) -> Rows:
    tells = writer.tells
    if stands := parts.status(writer, one):
        yield writer.said("status"), stands
    yield writer.said("places"), text(_places(writer, one.places))
    yield writer.said("pillars"), text(tells.words("pillars", one.pillars))
    yield writer.said("modes"), _or_unknown(writer, tells.words("modes", one.modes))
    yield writer.said("start"), _or_unknown(writer, one.start)
    yield writer.said("end"), _or_unknown(writer, one.end)
    yield writer.said("outcome"), paragraphs(writer.told(one.outcome)) or text(writer.said("unknown"))
    yield writer.said("began"), _or_unknown(writer, tells.word("began", one.began))
    if one.requested_by:
        yield writer.said("asked_by"), text(tells.names(one.requested_by))
    yield writer.said("process"), parts.named(writer, one.process)
    if one.activities:
        yield writer.said("activities"), text(", ".join(one.activities))
    yield from _since(writer, one)


def _since(writer: Writer, one: Concept) -> Rows:
    public = writer.edition.records[one.id]
    yield writer.said("public_since"), text(public.since)
    yield writer.said("known_on"), text(public.known_on)


def _page(writer: Writer, one: Concept, *body: str) -> bytes:
    public = writer.edition.records[one.id]
    mark = f'<p><span class="mark">{text(writer.said("made_up"))}</span></p>' if public.made_up else ""
    said = mark + "\n".join(part for part in body if part)
    kind = writer.said(f"concept.{public.concept}")
    # A page is cited by the same words in every language.
    cited = Writer(writer.edition, "en").called(one.id)
    return writer.page(f"{public.concept}-{one.id}", writer.called(one.id), said, cited=cited, kind=kind)


def _links(writer: Writer, some: Iterable[Concept]) -> str:
    items = []
    for one in some:
        public = writer.edition.records[one.id]
        signed = getattr(one, "signed", None)
        day = f", {text(signed)}" if signed else ""
        items.append(f"<li>{link(f'{public.concept}-{one.id}.html', writer.called(one.id))}{day}</li>")
    return f"<ul>{''.join(items)}</ul>" if items else ""


def _belongs(one: Text) -> Iterator[tuple[str, str]]:
    if one.engagement:
        yield "engagement", one.engagement
    if one.process:
        yield "process", one.process


def _places(writer: Writer, codes: Iterable[str]) -> str:
    return ", ".join(writer.tells.place(code) for code in codes)


def _or_unknown(writer: Writer, said: str | None) -> str:
    return text(said or writer.said("unknown"))
