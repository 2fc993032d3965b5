"""What was expected is not forgotten: it is taken back on the day it was made, and later only said to be void.

Whoever could take back an expectation once it turns out badly, or bring back one that had been taken back once it turns
out well, would always have been right. So a slip is mended on its own day, before anything said what became of it and
while no decision rests on it, nor one that was withdrawn; after that it stays in the ledger, where it scores, or counts
as void with a reason.

Nor is a figure expected whose period is over: whoever can know how it comes out, would be right as well.
"""

from collections.abc import Iterator
from datetime import datetime

from forlik.core.errors import NotPermitted
from forlik.desk.access.labels import labels
from forlik.desk.access.person import Person
from forlik.desk.records.models import Facet
from forlik.desk.records.rows import history
from forlik.desk.records.whole import Body, bodies_of, joined
from forlik.register.deciding import over

EXPECTATION, RESOLUTION, DECISION = "expectation", "resolution", "decision"


def judge(facet: Facet, before: Body, after: Body, person: Person, at: datetime, now: datetime) -> None:
    """Refuse to take back, or to bring back, what was expected once it could be known how it comes out.

    Inside ``writing``. What rests on it is looked for where the person may look: a refusal tells of nothing sealed.

    Args:
        facet: Where it is recorded.
        before: What the record says now.
        after: What it shall say.
        person: Who records it.
        at: When, to the second.
        now: The instant by which rights are judged.

    Raises:
        NotPermitted: It is too late for that; with what to do.
    """
    gone, shall_be_gone = bool(before.get("withdrawn")), bool(after.get("withdrawn"))
    if gone == shall_be_gone:
        return
    if before.get("kind") == EXPECTATION:
        _on_its_day(before, at, back=gone)
        if shall_be_gone:
            _nothing_rests_on_it(facet, person, now)
    if before.get("kind") == RESOLUTION and shall_be_gone:
        _not_of_ones_own(before, person)


def forecasts(after: Body, at: datetime) -> None:
    """Refuse to expect anything of a figure whose period was over: it may be known already.

    Args:
        after: What the record shall say.
        at: When it is recorded: the day on which it is made, where it says none.

    Raises:
        NotPermitted: It was over; with what to do.
    """
    expected = after.get("expected") or {}
    period = expected.get("period") if after.get("kind") == EXPECTATION and expected.get("measure") else None
    made_on = str(after.get("made_on") or at.date().isoformat())
    if period and over(str(period), made_on):
        raise NotPermitted(
            "a figure is expected only while its period still runs or is to come",
            remedy="expect a later period: what is over is no forecast, even where its figure is not published yet",
        )


def _on_its_day(before: Body, at: datetime, *, back: bool) -> None:
    if before.get("made_on") in (None, "", at.date().isoformat()):
        return
    if back:
        raise NotPermitted("what was taken back is not expected again afterwards", remedy="record a new expectation")
    raise NotPermitted(
        "what was expected is taken back only on the day on which it was made",
        remedy="say on its page that it cannot be judged any more, and why: it stays, and is counted as void",
    )


def _nothing_rests_on_it(facet: Facet, person: Person, now: datetime) -> None:
    for one in _beside(facet, labels(person, now)):
        if one.get("kind") == RESOLUTION and one.get("about") == facet.record and not one.get("withdrawn"):
            raise NotPermitted(
                "what became of this was said: it is not taken back", remedy="say otherwise on its page, and why"
            )
        if one.get("kind") == DECISION and facet.record in (one.get("decided") or {}).get("expectations", ()):
            raise NotPermitted(
                "a decision rests on this: it is not taken back",
                remedy="say on its page that it cannot be judged any more, and why: "
                "it stays, even if that was withdrawn",
            )


def _beside(facet: Facet, held: frozenset[str]) -> Iterator[Body]:
    """The other judgements of the file, as far as they are seen under the labels."""
    there = Facet.objects.filter(file=facet.file, concept="assessment", label__in=sorted(held))
    for record in sorted(set(there.exclude(record=facet.record).values_list("record", flat=True))):
        yield joined({(row.facet, row.label): row.body for row in history(held, record)})


def _not_of_ones_own(before: Body, person: Person) -> None:
    expected = joined(bodies_of(str(before.get("about") or "")))
    if expected.get("author") == person.id and before.get("author") != person.id:
        raise NotPermitted(
            "what somebody else said became of your expectation is not yours to take back",
            remedy="say otherwise on its page, and why: both stay",
        )
