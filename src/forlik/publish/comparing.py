"""Two public copies beside each other: what becomes public, what is said otherwise, and what vanishes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from forlik.published import Copy, Public
from forlik.published.copy import title_of


@dataclass(frozen=True, slots=True)
class Difference:
    """What is otherwise in a copy than in the one before.

    Args:
        new: Records that are public only now.
        changed: Records that say something else, each with the fields.
        gone: Records that are public no longer.
        before: Id → the record as the copy before has it, of those that say something else.
    """

    new: tuple[Public, ...] = ()
    changed: tuple[tuple[Public, tuple[str, ...]], ...] = ()
    gone: tuple[Public, ...] = ()
    before: Mapping[str, Public] = field(default_factory=dict)


def compared(before: Copy | None, now: Copy) -> Difference:
    """What is otherwise in a copy than in the one before; all of it is new where there was none.

    Args:
        before: The copy before.
        now: The copy.
    """
    old = {one.id: one for one in before.records} if before else {}
    there = {one.id for one in now.records}
    both = ((one, _otherwise(old[one.id], one)) for one in now.records if one.id in old)
    changed = tuple((one, fields) for one, fields in both if fields)
    return Difference(
        new=tuple(one for one in now.records if one.id not in old),
        changed=changed,
        gone=tuple(one for one in old.values() if one.id not in there),
        before={one.id: old[one.id] for one, _ in changed},
    )


def called(record: Public) -> str:
    """What a record is called in public; its id where nothing is."""
    return title_of(record) or record.id


def _otherwise(old: Public, new: Public) -> tuple[str, ...]:
    was, now = ({**one.body, "concept": one.concept, "fictional": one.made_up} for one in (old, new))
    return tuple(sorted(name for name in {*was, *now} if was.get(name) != now.get(name)))
