"""Who on the lists of sanctions held here bears one of some names: the lists are imported whole, and asked here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from forlik.core.errors import NoData
from forlik.core.figure import Basis
from forlik.register.machines.matching import best, key, restricted, shorter
from forlik.world import World

LISTS = ("opensanctions", "un_sanctions")
"""The sources that hold such lists: each has a table of targets and a table of their names."""
WHOLE = ("all", "collection")
"""Parts that are no single list of several: their name tells nobody anything."""
ORDER = ("high", "medium", "low")
SPACE = " "


@dataclass(frozen=True, slots=True)
class Held:
    """A file of lists that is held here.

    Args:
        title: What the source is called, and which part of it.
        dated: The day of the list as it states it, or the day on which it was got.
        basis: The snapshot.
    """

    title: str
    dated: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody on a list who may be meant.

    Args:
        id: The list's id.
        source: Whose list.
        name: The name it is listed under.
        bears: The name that is like ours.
        ours: Our name that it is like.
        sure: How sure the likeness is, a word of ``confidence``.
        kind: What it is.
        born: Dates of birth, as listed.
        countries: Countries it is connected with.
        lists: The lists it stands on.
        measures: The measures, in the lists' words.
        restricts: What these seem to restrict.
        held: The file that it stands in.
    """

    id: str
    source: str
    name: str
    bears: str
    ours: str
    sure: str
    kind: str
    born: str
    countries: str
    lists: str
    measures: str
    restricts: tuple[str, ...]
    held: Held


def held(now: World) -> tuple[Held, ...]:
    """The files of lists that are held, by their titles; none when nothing was imported."""
    found = (basis for source in LISTS for basis in _bases(now, f"{source}__targets"))
    return tuple(sorted((_held(one) for one in found), key=lambda one: (one.title, one.dated)))


def candidates(now: World, names: Iterable[str]) -> tuple[Candidate, ...]:
    """Who on any list bears one of some names, or one like it, the surest first.

    Args:
        now: The world of the day.
        names: The names and aliases of an actor, in any script.
    """
    given = tuple(dict.fromkeys(one for one in names if key(one)))
    found = [one for source in LISTS for one in _in_source(now, source, given)] if given else []
    return tuple(sorted(found, key=lambda one: (ORDER.index(one.sure), one.name.casefold(), one.id, one.held.title)))


def _in_source(now: World, source: str, names: Sequence[str]) -> Iterable[Candidate]:
    if not _bases(now, f"{source}__names"):
        return
    wanted = {row["target_id"] for row in _asked(now, f"{source}__names", lambda table: _alike(table, names))}
    if not wanted:
        return
    bearers: dict[str, list[str]] = {}
    for row in _asked(now, f"{source}__names", lambda table: table["target_id"].isin(sorted(wanted))):
        bearers.setdefault(row["target_id"], []).append(row["name"])
    bases = {one.number: one for one in _bases(now, f"{source}__targets")}
    for row in _asked(now, f"{source}__targets", lambda table: table["target_id"].isin(sorted(wanted))):
        like = best(names, bearers[row["target_id"]])
        if like:
            yield _candidate(source, row, like, _held(bases[row["basis"]]))


def _alike(table: Any, names: Sequence[str]) -> Any:
    """The names with the same words as one of ours, with fewer of them, or with more."""
    found = table["words"].isin(sorted({one for name in names for one in (key(name), *shorter(name))}))
    # Each word between spaces of its own, so that two that stand side by side are met as well as two that do not.
    spaced = SPACE + table["words"].replace(SPACE, SPACE * 2) + SPACE
    for name in names:
        if SPACE in key(name):
            found |= spaced.like(f"% {key(name).replace(SPACE, ' % ')} %")
    return found


def _asked(now: World, table: str, which: Any) -> list[dict[str, Any]]:
    rows = now.table(table).to_ibis()
    return list(now.then.engine.run(rows.filter(which(rows))).to_pylist())


def _candidate(source: str, row: dict[str, Any], like: tuple[str, str, str], file: Held) -> Candidate:
    sure, ours, theirs = like
    told = {name: row[name] or "" for name in ("name", "kind", "born", "countries", "lists", "measures")}
    said = restricted(f"{row['measures'] or ''} {row['programmes'] or ''}")
    return Candidate(
        id=row["target_id"], source=source, bears=theirs, ours=ours, sure=sure, restricts=said, held=file, **told
    )


def _bases(now: World, table: str) -> tuple[Basis, ...]:
    try:
        return now.table(table).manifest.sources
    except NoData:
        return ()


def _held(basis: Basis) -> Held:
    part = "" if basis.part in WHOLE else f" ({basis.part})"
    return Held(f"{basis.title}{part}", basis.edition or basis.known_at[:10], basis)
