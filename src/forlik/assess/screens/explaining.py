"""Explain: where a place stands on a screen, in words, with the figures that it rests on."""

from collections.abc import Iterator, Mapping

from forlik.assess.acceptability import words
from forlik.assess.acceptability.smaa import Gap
from forlik.assess.screens.screen import FOOTER, Evidence, Row, Screen
from forlik.core.figure import DASH, Figure


def explained(screen: Screen, iso3: str, opened: Mapping[str, Evidence]) -> str:
    """In words: where a place stands, what that rests on, and what is missing.

    Args:
        screen: The screen.
        iso3: Code of a place that the question asks about.
        opened: Indicator → its opened cell.
    """
    ranked = next((row for row in screen.rows if row.country_iso3 == iso3), None)
    held = next((row for row in screen.withheld if row.country_iso3 == iso3), None)
    lines = [f"{screen.question.title.en}, as known on {screen.stands_on.as_of}", screen.question.asks.en]
    lines += [*weighting_told(screen), ""]
    if ranked:
        lines += _standing(screen, ranked)
    if held:
        lines += [f"{held.country} is withheld: {held.reason}"]
    drawn = {gap.criterion: gap for gap in screen.analysis.gaps if gap.alternative == iso3}
    lines += ["", *_cells(opened, drawn), "", FOOTER]
    return "\n".join(lines)


def weighting_told(screen: Screen) -> Iterator[str]:
    """By which weighting it is answered, where the asker set the weights; nothing for all weightings."""
    titles = {name: dimension.title.en for name, dimension in screen.question.dimensions.items()}
    if screen.weighting:
        told = ", ".join(f"{titles[name]} {words.percent(share, ())}" for name, share in screen.weighting.items())
        yield f"By one weighting alone, which is not the answer by all weightings: {told}."
    if unknown := [
        titles[name] for name in titles if screen.stands_on.weights.get(name) and not screen.weighting[name]
    ]:
        yield f"Nothing is known of {', '.join(unknown)}: the weight given to it is shared out among the others."


def _standing(screen: Screen, row: Row) -> Iterator[str]:
    one, top = screen.question, screen.question.top
    share = words.percent(row.share_top_k, words.bounds(one.hysteresis))
    if screen.stands_on.weights:
        yield f"{row.country}: among the first {top} in {share} of the draws with these weights."
    else:
        said = words.band(row.share_top_k).en
        yield f"{row.country}: among the first {top} in {share} of the weightings, {said}."
    yield f"Rank {row.rank_low} to {row.rank_high} (5 to 95 % of the draws) of {len(screen.rows)}."
    for case, what in (("data", "the data"), ("weights", "the weights"), ("choices", "mean and goalposts")):
        if case == "weights" and screen.stands_on.weights:
            continue  # they are set
        low, high = row.spread[case]
        yield f"If only {what} were uncertain: {low} to {high}."
    if row.priorities:
        yield "It comes there by weighing more: " + ", ".join(one.dimensions[name].title.en for name in row.priorities)
    scores = (
        f"{one.dimensions[name].title.en} {DASH if score is None else score}" for name, score in row.dimensions.items()
    )
    yield "Scores from 0 to 10: " + "; ".join(scores) + f". {row.observed:.0%} of the weight is observed."
    if row.stale:
        old = (one.indicators[name].title.en for name in row.stale)
        yield "Older than the question likes, so taken as less exact: " + ", ".join(old)
    if not screen.stands_on.weights:
        yield _lasting(screen, row)
    yield from row.remarks


def _lasting(screen: Screen, row: Row) -> str:
    lasting = screen.question.hysteresis
    state = {
        True: "On the list",
        False: "Not on the list",
        None: "The releases that were looked at do not say whether it is on it",
    }
    return (
        f"{state[row.on_list]} by what lasts: from {lasting.enter:.0%} on in {lasting.running} releases running, "
        f"until below {lasting.leave:.0%} in as many."
    )


def _cells(opened: Mapping[str, Evidence], drawn: Mapping[str, Gap]) -> Iterator[str]:
    for one in opened.values():
        scored = "" if one.score is None or one.error is None else f", score {one.score:.1f} ± {one.error:.1f}"
        weighed = "" if one.dimension else " (not weighed)"
        yield f"{one.title}{weighed}{scored}{': ' + one.reason if one.reason else ''}"
        if gap := drawn.get(one.indicator):
            yield f"    drawn each time from {_origin(gap)}"
        yield from (f"    {figure_told(figure)}" for figure in one.figures)


def _origin(gap: Gap) -> str:
    """Whose values were drawn, as :func:`forlik.assess.screens.peers.groupings` groups them."""
    whose = {"1": "of its region and income", "2": "of its region", "all": "of all"}
    return f"the {gap.values} known values {whose[gap.origin]}" if gap.origin in whose else "the whole scale"


def figure_told(figure: Figure) -> str:
    """A figure with its unit, its period, and the source, edition and digest that it stands on."""
    basis = figure.basis
    origin = (
        ""
        if basis is None
        else f"; {basis.source} {basis.edition or basis.part}, known {basis.known_at[:10]}, sha256 {basis.short_sha256}"
    )
    return f"{figure.text} {figure.unit}, {figure.period} ({figure.measure}, {figure.status}{origin})"
