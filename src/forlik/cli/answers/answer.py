"""The answer in words: who is among the first, between which ranks, who is withheld, and what it stands on."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from forlik.cli.answers.gaps import minded, not_known, of_old_figures, withheld
from forlik.cli.answers.saving import save
from forlik.cli.options import Voice, columns
from forlik.cli.wrapping import width, wrapped
from forlik.core.figure import DASH

if TYPE_CHECKING:
    from forlik.assess.interest import OwnInterest
    from forlik.assess.screens.question import Question
    from forlik.assess.screens.screen import Row, Screen

UNSHOWN = ("not_supported", "rarely")
"""Bands whose places are counted, and not listed."""


def tell(voice: Voice, screen: "Screen", own: "OwnInterest | None" = None) -> None:
    """Print it.

    Args:
        voice: How to speak.
        screen: The answer.
        own: Own interest, to be shown beside each place; left out when nothing.
    """
    from forlik import shapes

    voice.answer(shapes.decide(screen, "", own), lambda: words(screen, own, width()))


def write(voice: Voice, screen: "Screen", path: Path) -> None:
    """Write it to a file.

    Args:
        voice: How to speak.
        screen: The answer.
        path: The file; its ending names the form.
    """
    from forlik import shapes

    save(voice, path, screen.table, shapes.decide(screen))


def words(screen: "Screen", own: "OwnInterest | None", fitting: int) -> str:
    """The answer in words.

    Args:
        screen: The answer.
        own: Own interest, to be shown beside each place; left out when nothing.
        fitting: How wide a sentence may be; 0 for as wide as it is.
    """
    shown = [row for row in screen.rows if row.word not in UNSHOWN]
    parts = (
        wrapped(_asked(screen), fitting),
        _table(screen, shown, own),
        wrapped(_beside(screen, shown), fitting),
        wrapped(_standing(screen, own), fitting),
    )
    return "\n\n".join("\n".join(part) for part in parts)


def _asked(screen: "Screen") -> Iterator[str]:
    from forlik.assess.screens.explaining import weighting_told

    yield f"{screen.question.title.en}, as known on {screen.stands_on.as_of}"
    yield screen.question.asks.en
    yield from weighting_told(screen)


def _table(screen: "Screen", shown: list["Row"], own: "OwnInterest | None") -> Iterator[str]:
    """The places by their bands, each band headed by its word and the share from which it is used."""
    from forlik.assess.acceptability.words import bands

    weighted = bool(screen.weighting)
    over = ["", "share of", "ranks", "by", *([] if weighted else ["by"]), "", "", "", ""]
    head = ["country", "draws" if weighted else "weightings", "5–95 %", "data", *([] if weighted else ["weights"])]
    head += ["observed", "oldest", "old", "missing"]
    rows = [_cells(row, screen.question, weighted=weighted) for row in shown]
    if own is not None:
        over.append("own")
        head.append("interest")
        for row, line in zip(shown, rows, strict=True):
            score = own.by_place[row.country_iso3].score
            line.append(DASH if score is None else f"{score:.1f}")
    lines = columns([head, *rows], over, right=frozenset(range(1, len(head)))).split("\n")
    yield from lines[:2]
    listed = list(zip(shown, lines[2:], strict=True))
    for band in bands(weighted=weighted):
        if inside := [line for row, line in listed if row.word == band.word]:
            yield f"— {band.en} ({band.least:.0%} and more)"
            yield from inside
    if not listed:
        yield f"No place is among the first {screen.question.top} in {bands()[-2].least:.0%} and more of them."


def _cells(row: "Row", asks: "Question", *, weighted: bool) -> list[str]:
    from forlik.assess.acceptability.words import bounds, percent

    return [
        row.country,
        percent(row.share_top_k, bounds(asks.hysteresis)),
        f"{row.rank_low}–{row.rank_high}",
        "{}–{}".format(*row.spread["data"]),
        *([] if weighted else ["{}–{}".format(*row.spread["weights"])]),
        f"{row.observed:.0%}",
        row.oldest or DASH,
        str(len(row.stale)),
        str(len(row.missing)),
    ]


def _beside(screen: "Screen", shown: list["Row"]) -> Iterator[str]:
    """What stands in no column: which priorities, which figures, what to mind, and who is not in the table."""
    yield from _priorities(screen, shown)
    yield from of_old_figures(screen, shown)
    yield from not_known(screen, shown)
    yield from minded(screen, shown)
    left = len(screen.rows) - len(shown)
    called = "in few or no draws among the first" if screen.weighting else "not supported"
    yield f"{len(screen.rows)} places ranked, {left} of them {called} and left out here."
    yield from withheld(screen)


def _priorities(screen: "Screen", shown: list["Row"]) -> Iterator[str]:
    titles = {name: dimension.title.en for name, dimension in screen.question.dimensions.items()}
    found: dict[str, list[str]] = {}
    for row in shown:
        if row.priorities:
            found.setdefault(" and ".join(titles[name] for name in row.priorities), []).append(row.country)
    if found:
        yield "Depends on priorities: what weighs more where a place is among the first:"
    yield from (f"  {what}: {', '.join(whose)}" for what, whose in found.items())


def _standing(screen: "Screen", own: "OwnInterest | None") -> Iterator[str]:
    """What the answer stands on, and what it must not be used for."""
    one, stands_on = screen.question, screen.stands_on
    yield "Indicators:"
    for known in screen.coverage:
        weighed, why = "" if known.dimension else "not weighed, ", f", {known.why}" if known.why else ""
        yield f"  {known.title}: {weighed}known of {known.known} of {known.asked}{why}"
    yield ""
    yield from (one.notes.en, one.misuse.en)
    if own is not None:
        from forlik.assess.interest_in_words import told

        yield from told(own)
    yield (
        f"Question version {one.version} of {one.adopted}; {stands_on.draws} draws, seed {stands_on.seed}; "
        f"manifest {stands_on.sha256}"
    )
    yield from dict.fromkeys(screen.cite().split("\n"))
    yield ""
    yield screen.footer
