"""What was considered, at the door: answers, codes, expectations and decisions stand as made, where they belong.

Pages and imports ask more of them; what is asked here no way in goes around.
"""

from datetime import datetime
from typing import Any

from forlik.core.errors import NotPermitted, UsageError
from forlik.desk.access.about import About
from forlik.desk.access.person import Person
from forlik.desk.access.verbs import may
from forlik.desk.records import duties, expecting
from forlik.desk.records.change import Change
from forlik.desk.records.models import Facet, Revision
from forlik.desk.records.whole import Body, before_and_after, bodies_of, joined
from forlik.register.deciding import NEEDED
from forlik.register.option import option_of, same_option

OF_ANOTHER = {"harm_lifting": "harm", "resolution": "expectation"}
"""Kinds that are about another judgement, and stand in its file → the kind of that."""
TODAY = frozenset({"harm", "harm_lifting", "expectation", "resolution", "decision"})
"""Kinds that are dated by the day on which they are recorded: nobody foresees what was."""
FREE = frozenset({"evidence", "links", "withdrawn"})
"""Fields that may change: more is known by which it is known, or it was a mistake."""
OPTION = "option"
KEPT_OF_OPTION = ("kind", "option", "author", "made_on")
"""What an option says once and for all: all that was said about it hangs on that; its words may be bettered."""


def judge(facet: Facet, change: Change, person: Person, at: datetime, now: datetime) -> None:
    """Refuse what was considered to be rewritten, taken back by others, or put where it does not belong.

    The facets of a record are judged together; inside ``writing``. What comes in with the option that it is about, from
    another register, stays as it was made there.

    Args:
        facet: Where it is recorded.
        change: What is recorded.
        person: Who records it.
        at: When, to the second.
        now: The instant by which rights are judged.

    Raises:
        NotPermitted: It is so; with what to do.
    """
    if facet.concept != "assessment":
        return
    before, after = before_and_after(facet, change.body)
    kinds = {str(one["kind"]) for one in (before, after) if one.get("kind")} & set(NEEDED)
    if not kinds:
        return
    if _is_there(facet, change, person, at):
        _stays(before, after)
        _withdraws(facet, before, after, person, now)
        expecting.judge(facet, before, after, person, at, now)
        return
    [kind] = kinds
    _stands_where_it_belongs(facet, kind, after)
    comes_with_it = change.carried and _made(facet.file, at)
    if facet.record != facet.file and not comes_with_it:
        _by_who_records(kind, after, person, at)
        expecting.forecasts(after, at)
        _by_who_decides(facet, kind, change, person, now)


def _is_there(facet: Facet, change: Change, person: Person, at: datetime) -> bool:
    """Whether the record was made before; facets of a new one come one after the other, at one time, by one person."""
    made = Revision.objects.filter(facet__record=facet.record)
    return bool(change.expected) or made.exclude(recorded_at=at, who=person.id, n=1).exists()


def _made(record: str, at: datetime) -> bool:
    """Whether a record comes in only now."""
    return not Revision.objects.filter(facet__record=record, recorded_at__lt=at).exists()


def _stays(before: Body, after: Body) -> None:
    names = KEPT_OF_OPTION if before.get("kind") == OPTION else (before.keys() | after.keys()) - FREE
    if any(before.get(name) != after.get(name) for name in names):
        raise NotPermitted(
            "what was thought then is not rewritten", remedy="record a new one, or withdraw this one as a mistake"
        )


def _withdraws(facet: Facet, before: Body, after: Body, person: Person, now: datetime) -> None:
    if before.get("withdrawn") == after.get("withdrawn") or before.get("author") == person.id:
        return
    # Who answers for the option puts an option away; what others judged of it he lifts, or answers anew, by name.
    if before.get("kind") == OPTION and _leads(facet.file, person, now):
        return
    raise NotPermitted(
        "what somebody else has judged is not yours to take back",
        remedy="lift it by name, or record what you think beside it; only its author takes it back",
    )


def _stands_where_it_belongs(facet: Facet, kind: str, after: Body) -> None:
    """An option begins a file; what is about one stands in its file, and what is about a judgement in that one's."""
    if kind == OPTION:
        wrong = facet.record != facet.file
    elif kind in OF_ANOTHER:
        files = set(Facet.objects.filter(record=str(after.get("about") or "")).values_list("file", flat=True))
        wrong = files != {facet.file} or joined(bodies_of(str(after["about"]))).get("kind") != OF_ANOTHER[kind]
    elif after.get("option"):
        begun = joined(bodies_of(facet.file))
        wrong = begun.get("kind") != OPTION or not _same(begun.get("option"), after["option"])
    else:
        wrong = False
    if wrong:
        raise NotPermitted(
            "what is judged of an option stands in the file of that option", remedy="record it on the option's own page"
        )


def _by_who_records(kind: str, after: Body, person: Person, at: datetime) -> None:
    if after.get("author") not in (None, "", person.id):
        raise NotPermitted(
            "a judgement is recorded by whoever makes it", remedy="put your own name, or let its author record it"
        )
    if kind in TODAY and after.get("made_on") not in (None, "", at.date().isoformat()):
        raise NotPermitted("what is judged of an option is dated by the day of recording", remedy="date it today")


def _by_who_decides(facet: Facet, kind: str, change: Change, person: Person, now: datetime) -> None:
    if kind == "decision" and not change.decision:
        raise NotPermitted(
            "a decision is taken on the page of its option", remedy="there everything that it lacks is named"
        )
    if kind in ("decision", "harm_lifting") and not _leads(facet.file, person, now):
        raise NotPermitted(
            "this takes who answers for the option, and holds every label of its file",
            remedy="ask who answers for the option",
        )


def _leads(file: str, person: Person, now: datetime) -> bool:
    about = About(duties.file_labels(file), duties.relation(person.id, file, now))
    return may(person, "transition", about, now)


def _same(one: Any, other: Any) -> bool:
    try:
        return same_option(str(one), option_of(str(other)))
    except UsageError:
        return False
