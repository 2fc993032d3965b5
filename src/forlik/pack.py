"""Making the starter pack from a store: computed figures of redistributable sources, one CSV table a source and part.

``python -m forlik.pack HOME`` writes the tables beside ``forlik/starter``. What is known of each edition's publication
stands in ``starter/editions.json``, with its evidence; an edition without a date is known from the day it was packed.
Which counts between two countries are packed stands in ``starter/pairs.json``. A file that a source takes from the
package itself, such as the list of engagements, is carried whole: its layer names it.
"""

import csv
import io
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from forlik.cells import behind, handed, origins
from forlik.core.days import today
from forlik.core.figure import Basis
from forlik.core.measure import Measure
from forlik.core.source import Coverage
from forlik.discover import measures, sources
from forlik.pairs import newest_rows
from forlik.standing import Standing
from forlik.starter import COLUMNS, FOLDER, REPORTED
from forlik.store import catalogue as catalogues
from forlik.store import shelf
from forlik.store.disk import sha256_of
from forlik.store.results import Cell, Period
from forlik.store.silence import Speech, spoken_periods

IN_FILE = "stated in the publisher's file"
UNKNOWN_DAY = "9999"
HERE = "package:forlik.starter/"
"""How a source's address begins that is a file of the pack."""
UNDATED = "no date is stated: known from the day the pack was made"

Key = tuple[str, str]
Row = tuple[str, str, Period, Cell]


def pack(home: Path, folder: Path = FOLDER, packed: date | None = None) -> dict[Key, int]:
    """Write the pack from today's world of a store.

    Args:
        home: A store of real files, built.
        folder: Where the tables and ``pack.json`` go.
        packed: The day of packing, known_at of editions without a date.

    Returns:
        (source, part) → number of figures written.
    """
    held = catalogues.load(home) or catalogues.Catalogue()
    now = Standing(day=today(), home=home, catalogue=catalogues.Catalogue(snapshots=held.snapshots))
    bases = now.bases
    editions: dict[str, Any] = json.loads((folder / "editions.json").read_text(encoding="utf-8"))
    packed_on = (packed or today()).isoformat()
    first_packed = _first_packed(folder)
    rows: dict[Key, list[Row]] = defaultdict(list)
    beside: dict[Key, dict[str, set[Key]]] = defaultdict(lambda: defaultdict(set))
    dates = {number: _published(home, held, basis, editions) or UNKNOWN_DAY for number, basis in bases.items()}
    for what in measures().values():
        for latest, others, row in _rows(now, what, dates, editions):
            rows[_key(latest)].append(row)
            beside[_key(latest)][what.name] |= {_key(one) for one in others}
    entries = []
    for old in (*folder.glob("figures-*.csv"), *folder.glob("pairs-*.csv")):
        old.unlink()
    pairs, carried = _pairs(now, folder), _carried(now, folder)
    for key in sorted({*rows, *pairs, *carried}):
        [basis] = [one for one in bases.values() if _key(one) == key]
        name = f"figures-{_plain(key[0])}-{_plain(key[1])}.csv"
        (folder / name).write_bytes(_csv(rows[key]))
        since = first_packed.get((*key, basis.sha256), packed_on)
        with_them = {what: sorted(found - {key}) for what, found in sorted(beside[key].items()) if found - {key}}
        entry = _entry(home, held, basis, name, rows[key], editions, since) | {"beside": with_them}
        further = {"pairs": pairs.get(key), "carries": carried.get(key)}
        entries.append(entry | {name: found for name, found in further.items() if found})
    text = json.dumps(entries, ensure_ascii=False, indent=1) + "\n"
    (folder / "pack.json").write_text(text, encoding="utf-8")
    return {key: len(found) for key, found in rows.items()}


def _pairs(now: Standing, folder: Path) -> dict[Key, dict[str, str]]:
    """Write the counts between two countries: source and part → table → file."""
    path, written = folder / "pairs.json", defaultdict[Key, dict[str, str]](dict)
    wanted: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    for table, said in wanted.items():
        columns = [*said["sides"], "year", *said["counts"], *said["marks"]]
        for snapshot in now.with_table(table):
            basis = now.bases[snapshot.number]
            if not _may_ship(basis):
                continue
            rows = now.rows(table, parts=(snapshot.part,)).select(*columns)
            newest = newest_rows(now.engine.run(rows).to_pylist(), said["sides"], said["counts"])
            name = f"pairs-{_plain(basis.source)}-{_plain(basis.part)}.csv"
            (folder / name).write_bytes(_lines(columns, ([row[one] for one in columns] for row in newest)))
            written[_key(basis)][table] = name
    return dict(written)


def _carried(now: Standing, folder: Path) -> dict[Key, dict[str, str]]:
    """Files that stand in the package as they are held: source and part → table → file."""
    found: dict[Key, dict[str, str]] = {}
    for basis in now.bases.values():
        for address in sources()[basis.source].addresses:
            path = folder / address.url.removeprefix(HERE)
            if address.part != basis.part or not address.url.startswith(HERE) or not path.is_file():
                continue
            if sha256_of(path) == basis.sha256:
                [snapshot] = [one for one in now.snapshots[basis.source] if one.number == basis.number]
                found[_key(basis)] = dict.fromkeys(sorted(now.told(snapshot).tables), path.name)
    return found


def _key(basis: Basis) -> Key:
    return basis.source, basis.part


def _first_packed(folder: Path) -> dict[tuple[str, str, str], str]:
    """(source, part, digest) → since when the pack has had those bytes; making it again changes no past world."""
    path = folder / "pack.json"
    entries = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
    return {(one["source"], one["part"], one["sha256"]): one["published"] for one in entries}


def _plain(part: str) -> str:
    return "".join(character if character.isalnum() else "-" for character in part.casefold())


def _may_ship(basis: Basis) -> bool:
    return sources()[basis.source].licence.redistributable


def _rows(
    now: Standing, what: Measure, dates: Mapping[int, str], editions: Mapping[str, Any]
) -> Iterator[tuple[Basis, set[Basis], Row]]:
    """Each figure with the basis it ships under and those beside it; zeros that silence gives back are left out."""
    bases = now.bases
    if not all(_may_ship(bases[one.number]) for one in handed(now, what)):
        return
    for part in origins(now, what):
        silent = _silent(what, part.speeches, part.cells)
        for iso3, periods in sorted(part.cells.items()):
            for period, cell in sorted(periods.items(), key=lambda one: (one[0][0], one[0][1] or 0)):
                if cell.value == 0 and cell.status == silent.get((iso3, period)):
                    continue
                used = {bases[number] for number in behind(now, what, {cell.basis}, {(iso3, period[0])})}
                # A figure of several tables is known when the last of them is.
                needed = used if what.needs else {bases[cell.basis]}
                latest = max([bases[cell.basis], *needed], key=lambda one: dates[one.number])
                if period[0] < _about(latest, editions).get("first_year", 0):
                    continue
                yield latest, used, (what.name, iso3, period, cell)


def _silent(what: Measure, speeches: tuple[Speech, ...], cells: Mapping[str, Any]) -> dict[tuple[str, Period], str]:
    """Where silence gives back a zero, and with which status."""
    if what.silence != "zero":
        return {}
    return {
        (iso3, period): silent.status for iso3 in cells for period, silent in spoken_periods(speeches, what.grain, iso3)
    }


def _about(basis: Basis, editions: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is known of an edition: its publication with evidence, and the first year that ships."""
    found: Mapping[str, Any] = editions.get(f"{basis.source}/{basis.part}") or editions.get(basis.source) or {}
    return found


def _published(home: Path, held: catalogues.Catalogue, basis: Basis, editions: Mapping[str, Any]) -> str:
    """The publication of an edition: stated with evidence, or by the file itself; empty when nobody says."""
    told = shelf.told(shelf.place_of(home, held.snapshots[basis.number - 1]))
    return str(_about(basis, editions).get("published") or told.published)


def _entry(
    home: Path,
    held: catalogues.Catalogue,
    basis: Basis,
    name: str,
    rows: list[Row],
    editions: Mapping[str, Any],
    packed_on: str,
) -> dict[str, Any]:
    known = _about(basis, editions)
    [snapshot] = [one for one in held.snapshots if one.number == basis.number]
    told = shelf.told(shelf.place_of(home, snapshot))
    origin = sources()[basis.source]
    return {
        "number": 0,
        "file": name,
        "source": basis.source,
        "part": basis.part,
        "edition": basis.edition,
        "published": _published(home, held, basis, editions) or packed_on,
        "evidence": known.get("evidence") or (IN_FILE if told.published else UNDATED),
        "sha256": basis.sha256,
        "methods": {one: measures()[one].methods[-1].number for one in sorted({row[0] for row in rows})},
        "covers": [_cut(cover, known.get("first_year")) for cover in told.covers],
        "remarks": [*told.remarks, *origin.quirks, *_shortened(known.get("first_year"))],
        "citation": basis.citation,
        "licence": origin.licence.name,
        "read": told.rows,
        "newest": told.newest,
    }


def _cut(cover: Coverage, first_year: int | None) -> list[Any]:
    first = max(cover.first, str(first_year)) if first_year else cover.first
    return replace(cover, first=first).plain()


def _shortened(first_year: int | None) -> list[str]:
    return [f"The pack holds the figures from {first_year} on, to stay small."] if first_year else []


def _csv(rows: list[Row]) -> bytes:
    return _lines(COLUMNS, (_cells(row) for row in rows))


def _cells(row: Row) -> list[Any]:
    name, iso3, (year, month), cell = row
    numbers = ["" if one is None else _short(one) for one in (cell.value, cell.low, cell.high)]
    return [name, iso3, year, month or "", *numbers, "" if cell.status == REPORTED else cell.status]


def _lines(head: Iterable[str], rows: Iterable[Iterable[Any]]) -> bytes:
    """CSV; a mark is 1 or 0, what is unknown is empty."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([int(one) if isinstance(one, bool) else one for one in row] for row in rows)
    return stream.getvalue().encode()


def _short(value: Any) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


if __name__ == "__main__":
    for (source, part), number in pack(Path(sys.argv[1])).items():
        sys.stdout.write(f"{source} {part}: {number} figures\n")
