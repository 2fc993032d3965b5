"""Comparing what a file carries with what stands in the register: what is new, what changes, what stays."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from forlik.register.exchange.carried import Carried, Copy, Said, Wrong
from forlik.register.exchange.judging import canonical
from forlik.register.facets import facet_named
from forlik.register.rows import Row

PUBLIC, STAFF = "0", "1"
Held = frozenset[str]
Key = tuple[str, str, str]
"""Record, facet and label."""
What = Literal["new", "changed", "same", "left"]


@dataclass(frozen=True, slots=True)
class Compared:
    """One facet of a file beside the same in the register.

    Args:
        carried: The facet, under the label it shall have here.
        what: Whether it is new, changed, the same, or left out because it is released anew, never imported.
        adds: The revisions that the register lacks, the oldest first.
        expected: Number of the newest revision that is there; 0 of a new facet.
    """

    carried: Carried
    what: What
    adds: tuple[Said, ...] = field(default=(), hash=False)
    expected: int = 0


def translated(copy: Copy, held: Held, named: Mapping[str, str]) -> tuple[tuple[Carried, ...], tuple[Wrong, ...]]:
    """The facets under labels of this register, and those under labels that the importer does not hold.

    A compartment is the one of the same id, else the one that is called the same.

    Args:
        copy: What a file carries.
        held: The labels that the importer holds.
        named: Id of each compartment that the importer knows → what it is called here.
    """
    here = {title: id_ for id_, title in sorted(named.items(), reverse=True)}
    kept, wrong = [], []
    for one in copy.facets:
        grade, _, compartment = one.label.partition(":")
        same = here.get(copy.compartments.get(compartment, ""), "")
        label = next((each for each in (one.label, f"{grade}:{same}") if each in held), "")
        if label:
            kept.append(replace(one, label=label))
        else:
            wrong.append(_not_held(one, copy.compartments.get(compartment, "")))
    return tuple(kept), tuple(wrong)


def _not_held(one: Carried, title: str) -> Wrong:
    """What is said of a label that the importer does not hold: the same, whether there is such a compartment or not.

    Args:
        one: The facet.
        title: What the file calls its compartment; empty where it has none.
    """
    if not title:
        return Wrong(
            one.where, "grade", "you do not hold this grade, or there is no such compartment here",
            "du har ikke denne graderingen, eller rommet finnes ikke her",
            "have somebody import it who holds it", "la en som har den importere",
        )  # fmt: skip
    return Wrong(
        one.where, "grade",
        f"it is sealed for “{title}”: you do not hold this grade there, or there is no such compartment here",
        f"den er forseglet for «{title}»: du har ikke denne graderingen der, eller rommet finnes ikke her",
        "have somebody import it who is let in; a compartment here must be called the same",
        "la en som er sluppet inn importere; et rom her må hete det samme",
    )  # fmt: skip


def compared(
    carried: Iterable[Carried], rows: Mapping[Key, Sequence[Row]], now: datetime
) -> tuple[tuple[Compared, ...], tuple[Wrong, ...]]:
    """Each facet of a file beside the same in the register, and those that cannot be brought together with it.

    Args:
        carried: Facets under labels that the importer holds.
        rows: Of every facet that the importer sees, its revisions, the oldest first.
        now: When it is imported.
    """
    every = tuple(carried)
    under = {(one.record, one.facet) for one in every if one.label != PUBLIC}
    under |= {(record, facet) for record, facet, label in rows if label != PUBLIC}
    found, wrong = [], []
    for one in every:
        there = rows.get((one.record, one.facet, one.label), ())
        here = one
        if one.label == PUBLIC and not there:
            # Nothing is published by being imported: what was public there is for the staff here, until it is released.
            here = replace(one, label=STAFF)
            there = rows.get((one.record, one.facet, STAFF), ())
        what = _same(here, there)
        if one.label == PUBLIC and _stays_public(here, what, under):
            found.append(Compared(here, "left"))
            continue
        if isinstance(what, Wrong):
            wrong.append(what)
        else:
            wrong += _late(here, now)
            found.append(_brought(here, what, there))
    return tuple(found), tuple(wrong)


def _stays_public(here: Carried, what: What | Wrong, under: Collection[tuple[str, str]]) -> bool:
    """Whether a public version is left out: beside a fuller one it is released, and what is public is not changed."""
    return what != "same" and (here.label == PUBLIC or (here.record, here.facet) in under)


def _same(one: Carried, there: Sequence[Row]) -> What | Wrong:
    """How a facet stands to its revisions in the register."""
    if not there:
        return "new"
    concept = there[0].concept
    if concept != one.concept:
        return _clash(one, "concept", f"the record is a {concept} here", f"posten er et annet begrep her ({concept})")
    return _whole(one, there) if one.whole else _newest(one, there)


def _newest(one: Carried, there: Sequence[Row]) -> What | Wrong:
    """The same of a table, which has the newest revision only."""
    last = there[-1]
    if one.said[-1].body == canonical(last.concept, last.record, last.body):
        return "same"
    if one.said[-1].n == last.n:
        return "changed"
    return _clash(one, "n", "it was changed here since it was exported", "den er endret her siden den ble eksportert")


def _whole(one: Carried, there: Sequence[Row]) -> What | Wrong:
    """The same of a file with all revisions: what is there must be how they begin, or they how it begins."""
    bodies = [canonical(row.concept, row.record, row.body) for row in there]
    brought = [(said.body, said.known_at) for said in one.said]
    ours = [(body, row.known_at.replace(microsecond=0)) for body, row in zip(bodies, there, strict=True)]
    shorter = min(len(brought), len(ours))
    if any(_differs(mine, other) for mine, other in zip(brought[:shorter], ours[:shorter], strict=True)):
        return _clash(one, "revisions", "its history here is another one", "historikken er en annen her")
    return "changed" if len(brought) > len(ours) else "same"


def _differs(mine: tuple[object, datetime | None], other: tuple[object, datetime]) -> bool:
    return mine[0] != other[0] or (mine[1] is not None and mine[1].replace(microsecond=0) != other[1])


def _brought(one: Carried, what: What, there: Sequence[Row]) -> Compared:
    last = max((row.n for row in there), default=0)
    if what == "changed":
        # What a table says anew is known from now on: the column tells when the old wording was.
        adds = one.said[len(there) :] if one.whole else (replace(one.said[-1], known_at=None),)
        return Compared(one, what, adds, last)
    return Compared(one, what, one.said if what == "new" else (), last)


def _late(one: Carried, now: datetime) -> Iterable[Wrong]:
    late = [said.known_at for said in one.said if said.known_at and said.known_at > now]
    if late:
        yield Wrong(
            one.where, "known_at", f"it is known only in the future ({late[0].date()})",
            f"kjent først i fremtiden ({late[0].date()})", "correct the instant", "rett tidspunktet",
        )  # fmt: skip


def _clash(one: Carried, name: str, en: str, nb: str) -> Wrong:
    return Wrong(
        one.where, name, en, nb, "export it anew, and put your changes into the new file",
        "eksporter på nytt, og gjør endringene i den nye filen",
    )  # fmt: skip


def rows_after(compared: Iterable[Compared], now: datetime) -> tuple[Row, ...]:
    """The rows that will be added, as the register will have them."""
    return tuple(
        Row(
            one.carried.record, one.carried.concept, facet_named(one.carried.facet).word, one.carried.label,
            one.expected + turn, now, said.known_at or now, said.body,
        )
        for one in compared
        for turn, said in enumerate(one.adds, 1)
    )  # fmt: skip
