"""Parts that several pages show: who takes part, what happened, what was promised, and by what all of it is known."""

from collections.abc import Iterable, Sequence

from forlik.publish.pages.addresses import page_of
from forlik.publish.pages.elements import link, section, table, text
from forlik.publish.pages.frame import Writer
from forlik.register.concept import Concept
from forlik.register.concepts import Act, Assessment, Commitment, Role
from forlik.register.evidence import Evidence
from forlik.register.promises.projection import Projections
from forlik.register.promises.words import anchor_words, caller

STATUS = "status"
CLAIMED = frozenset(
    {"role", "agreement", "start", "end", "status", "request", "outcome", "partner", "conflict", "note", "evaluation"}
)
"""Fields of the documented list, of which a piece of evidence may say something."""


def roles(writer: Writer, some: Sequence[Role]) -> str:
    """Who takes part, as a table."""
    head = [writer.said(one) for one in ("actor", "role", "side", "since", "until")]
    tells = writer.tells
    rows = [
        [
            text(tells.called(one.actor)),
            text(tells.word("role_words", one.kind)),
            *_cells(one.side, one.since, one.until),
        ]
        for one in some
    ]
    return _part(writer, "roles", head, rows)


def happened(writer: Writer, some: Sequence[Act]) -> str:
    """What happened, the newest first."""
    head = [writer.said(one) for one in ("day", "kind", "title", "by", "said")]
    rows = [
        [
            text(one.happened or ""),
            text(writer.tells.word("act_kinds", one.kind)),
            *_cells(writer.told(one.public_title), writer.tells.names(one.by), writer.told(one.statement)),
        ]
        for one in reversed(some)
    ]
    return _part(writer, "happened", head, rows)


def promises(writer: Writer, some: Sequence[Commitment], projections: Projections) -> str:
    """What was promised, and when it falls due as far as that can be foreseen."""
    head = [writer.said(one) for one in ("promise", "by", "to", "due", "day")]
    names = caller(writer.edition.dossier, writer.language)
    rows = [
        [
            text(writer.called(one.id)),
            text(writer.tells.names(one.obligors)),
            text(writer.tells.names(one.beneficiaries)),
            text(anchor_words(one, names, writer.language)),
            text(writer.tells.span(projections[one.id].projected) if one.id in projections else "–"),
        ]
        for one in some
    ]
    return _part(writer, "promises", head, rows)


def findings(writer: Writer, some: Sequence[Assessment]) -> str:
    """Judgements that are public."""
    head = [writer.said(one) for one in ("made_on", "kind", "title", "finding")]
    rows = [
        [
            text(one.made_on or ""),
            text(writer.tells.word("assessment_kinds", one.kind)),
            *_cells(writer.told(one.public_title), writer.told(one.finding)),
        ]
        for one in some
    ]
    return _part(writer, "findings", head, rows)


def evidence(writer: Writer, some: Iterable[Concept]) -> str:
    """By what each record of a page is known, a row a piece."""
    head = [writer.said(one) for one in ("record", "citation", "dated", "how", "claims", "public_since")]
    rows = []
    for one in some:
        public = writer.edition.records[one.id]
        rows += [[text(writer.called(one.id)), *_piece(writer, piece), text(public.since)] for piece in one.evidence]
    return _part(writer, "evidence", head, rows)


def status(writer: Writer, one: Concept) -> str:
    """Where it stands, as its evidence says: each statement with the day of its source and the source, newest first.

    Nothing is concluded: where no piece of evidence says so, nothing is told.
    """
    pieces = [piece for piece in one.evidence if piece.claims.get(STATUS)]
    newest = sorted(pieces, key=lambda piece: piece.dated or "", reverse=True)
    said: dict[str, list[str]] = {}
    for piece in newest:
        when = writer.said("status.dated").format(day=piece.dated) if piece.dated else writer.said("status.undated")
        said.setdefault(writer.told(piece.claims[STATUS]), []).append(f"{text(when)}: {_cited(piece)}")
    return "".join(f'<p dir="auto">{text(what)} – {"; ".join(by)}</p>' for what, by in said.items())


def named(writer: Writer, record: str | None) -> str:
    """A record by what it is called, as a link to its page where it has one."""
    if record is None or record not in writer.edition.records:
        return text(writer.said("unknown"))
    shown, page = writer.called(record), page_of(writer.edition, record)
    return link(f"{page}.html", shown) if page else text(shown)


def _piece(writer: Writer, one: Evidence) -> list[str]:
    cited = _cited(one)
    how = (writer.tells.word("obtained", one.obtained), writer.tells.word("basis", one.basis))
    claims = "; ".join(f"{_field(writer, field)}: {writer.told(said)}" for field, said in one.claims.items() if said)
    digest = f" <code>sha256 {text(one.content_hash)}</code>" if one.content_hash else ""
    return [cited + digest, text(one.dated or ""), text(", ".join(part for part in how if part)), text(claims)]


def _cited(one: Evidence) -> str:
    return link(one.url, one.citation) if one.url else text(one.citation)


def _field(writer: Writer, name: str) -> str:
    """What a field of which evidence says something is called."""
    return writer.said(f"claim.{name}") if name in CLAIMED else name


def _part(writer: Writer, name: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    title = writer.said(name)
    return section(title, table(title, head, rows) if rows else "")


def _cells(*values: object) -> list[str]:
    return [text(one or "") for one in values]
