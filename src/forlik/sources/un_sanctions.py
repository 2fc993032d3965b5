"""UN Security Council Consolidated List: who is under sanctions of the Council, by the names that the list gives.

Names are kept as the list writes them, in any script, and a second time as the words that matter, so that a name is
found without asking anybody outside. What a measure is stands in the resolutions, not in the file.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa

from forlik.core.errors import BadInput
from forlik.core.source import Bounds, Licence, RawFile, Reading, Source
from forlik.sources._sanctions import named, schemas
from forlik.store.read import sniff
from forlik.store.read.feed import read_feed

ROOT = "CONSOLIDATED_LIST"
GROUPS = (("INDIVIDUALS", "INDIVIDUAL", "Person"), ("ENTITIES", "ENTITY", "Organization"))
"""Element of a group, element of one entry, and what such an entry is."""
PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
ALIASES = ("INDIVIDUAL_ALIAS", "ENTITY_ALIAS")
SCRIPT, ALIAS = "NAME_ORIGINAL_SCRIPT", "ALIAS_NAME"
OF_ENTRY = frozenset({"DATAID", "REFERENCE_NUMBER", "UN_LIST_TYPE", "LISTED_ON", "LAST_DAY_UPDATED", "NATIONALITY"})
PRIVATE = frozenset({
    "VERSIONNUM", "GENDER", "SUBMITTED_BY", "SUBMITTED_ON", "COMMENTS1", "TITLE", "DESIGNATION", "LIST_TYPE",
    "DELISTED_ON", "NOTE", "SORT_KEY", "SORT_KEY_LAST_MOD", "ADDRESS", "PLACE_OF_BIRTH", "DOCUMENT",
})  # fmt: skip
"""Elements that are left out: details beyond what tells two bearers of a name apart, or of the list itself."""
BEARING = re.compile("NAME|ALIAS")
"""What a new element is called that may hold a name: one that was passed over would hide somebody."""
OF_ALIAS = frozenset({"QUALITY", "NOTE", "DATE_OF_BIRTH", "CITY_OF_BIRTH", "COUNTRY_OF_BIRTH", ALIAS})
"""Elements of an alias."""
TEXT = "text"
"""What stands in an element beside its attributes and elements."""
BETWEEN = re.compile("[;\u061b\uff1b]")
"""Semicolons, also of other scripts: several names in one element."""
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
SCHEMAS = schemas("un_sanctions", "the list's permanent reference number, or its data id,")
TARGETS, NAMES = SCHEMAS.values()
Entry = Mapping[str, Any]


def part_of(file: RawFile) -> str | None:
    """Every edition is the whole list."""
    return "all" if re.search(rb"<CONSOLIDATED_LIST[\s>]", sniff.head(file)) else None


def read(files: Sequence[RawFile]) -> Reading:
    """Read one edition of the list.

    Raises:
        BadInput: It is not as documented, has a document type, or an entry stands twice.
    """
    [file] = files
    whole = read_feed(file, ROOT)
    rows: dict[str, dict[str, Any]] = {}
    names: list[dict[str, str]] = []
    odd: set[str] = set()
    for one, kind, where in _entries(file, whole):
        row = _target(file, one, kind, where)
        if row["target_id"] in rows:
            raise _amiss(file, f"“{row['target_id']:.80}” stands twice", f"{where}.REFERENCE_NUMBER")
        rows[row["target_id"]] = row
        names += named(row["target_id"], _names(file, one, row["name"], where))
        odd |= _unknown(file, one, where)
    stated = str(whole.get("@dateGenerated") or "")[:10]
    left = f"elements that are not known were left out: {', '.join(sorted(odd))}"
    return Reading(
        tables={
            "un_sanctions__targets": pa.Table.from_pylist(list(rows.values()), TARGETS.arrow()),
            "un_sanctions__names": pa.Table.from_pylist(names, NAMES.arrow()),
        },
        rows=len(rows),
        edition=stated if DAY.fullmatch(stated) else "",
        remarks=(left,) if odd else (),
    )


def _entries(file: RawFile, whole: Entry) -> Iterator[tuple[Entry, str, str]]:
    """Each entry, what it is, and where it stands.

    Raises:
        BadInput: A group is missing, or holds anything else than its entries: whoever stands there would be cleared.
    """
    _only(file, whole, {group for group, *_ in GROUPS}, ROOT)
    for group, name, kind in GROUPS:
        if group not in whole:
            raise _amiss(file, "the group is missing", group)
        for turn, one in enumerate(_group(file, whole[group], group, name), 1):
            where = f"{group}.{name}[{turn}]"
            if not isinstance(one, dict):
                raise _amiss(file, "the entry is empty", where)
            yield one, kind, where


def _group(file: RawFile, inside: Any, group: str, name: str) -> list[Any]:
    """The entries of a group, which stands once, and holds nothing else."""
    if isinstance(inside, list):
        raise _amiss(file, "the group stands twice", group)
    if isinstance(inside, str):
        raise _amiss(file, "text stands where only elements should", group)
    _only(file, inside or {}, {name}, group)
    return _several((inside or {}).get(name))


def _only(file: RawFile, inside: Entry, known: Collection[str], where: str) -> None:
    """Refuse text, and elements that are not known, where somebody may stand in them."""
    for name in inside:
        if name == TEXT:
            raise _amiss(file, "text stands where only elements should", where)
        if not name.startswith("@") and name not in known:
            raise _amiss(file, "the element is unknown, and may hold somebody", f"{where}.{name:.80}")


def _target(file: RawFile, one: Entry, kind: str, where: str) -> dict[str, Any]:
    name = " ".join(part for part in (_part(file, one, part, where) for part in PARTS) if part)
    id_ = _text(one.get("REFERENCE_NUMBER")) or _text(one.get("DATAID"))
    programme = _text(one.get("UN_LIST_TYPE"))
    for field, value in (("FIRST_NAME", name), ("REFERENCE_NUMBER", id_), ("UN_LIST_TYPE", programme)):
        if not value:
            raise _amiss(file, "nothing stands here", f"{where}.{field}")
    changed = [*_values(one.get("LAST_DAY_UPDATED")), _text(one.get("LISTED_ON"))]
    return {
        "target_id": id_,
        "kind": kind,
        "name": name,
        "born": _joined(_born(each) for each in _several(one.get("INDIVIDUAL_DATE_OF_BIRTH"))),
        "countries": _joined(_countries(one)),
        "measures": None,
        "programmes": None,
        "lists": programme,
        "changed_on": max((day[:10] for day in changed if DAY.match(day)), default=None),
    }


def _part(file: RawFile, one: Entry, field: str, where: str) -> str:
    """A part of the name, which stands once."""
    found = list(_written(file, one.get(field), f"{where}.{field}"))
    if len(found) > 1:
        raise _amiss(file, "a part of the name stands twice", f"{where}.{field}")
    return "".join(found)


def _names(file: RawFile, one: Entry, name: str, where: str) -> Iterator[str]:
    """Every name of an entry: the whole one, those in other scripts, and the aliases, good or low.

    Several names in one element are split at the semicolon, and the whole is a name too: it may belong to it.
    """
    elements = [name, *_written(file, one.get(SCRIPT), f"{where}.{SCRIPT}")]
    for field in ALIASES:
        for alias in _several(one.get(field)):
            value = alias.get(ALIAS) if isinstance(alias, dict) else alias
            elements += _written(file, value, f"{where}.{field}.{ALIAS}")
    for each in elements:
        yield each
        yield from map(str.strip, BETWEEN.split(each))


def _written(file: RawFile, value: Any, where: str) -> Iterator[str]:
    """The text of each element that is a name.

    Raises:
        BadInput: The name stands a level deeper than it should.
    """
    for one in _several(value):
        if isinstance(one, dict) and any(name != TEXT and not name.startswith("@") for name in one):
            raise _amiss(file, "elements stand where only a name should", where)
        yield _text(one)


def _born(one: Any) -> str:
    """A date of birth as listed: a day, a year, or the years between which it lies."""
    if not isinstance(one, dict):
        return ""
    first, last = _text(one.get("FROM_YEAR")), _text(one.get("TO_YEAR"))
    between = f"{first}–{last}" if first or last else ""
    return _text(one.get("DATE"))[:10] or _text(one.get("YEAR")) or between


def _countries(one: Entry) -> Iterator[str]:
    yield from _values(one.get("NATIONALITY"))
    for address in _several(one.get("ENTITY_ADDRESS")):
        yield _text(address.get("COUNTRY")) if isinstance(address, dict) else ""


def _unknown(file: RawFile, one: Entry, where: str) -> set[str]:
    """Elements of an entry and of its aliases that are not known.

    Raises:
        BadInput: One of them may hold a name.
    """
    known = {*OF_ENTRY, *PRIVATE, *PARTS, SCRIPT}
    about = {name.partition("_")[2] for name in one if name.startswith(("INDIVIDUAL_", "ENTITY_"))}
    odd = {name for name in one if not name.startswith(("@", "INDIVIDUAL_", "ENTITY_")) and name not in known}
    odd |= {name for name in about if name not in {*PRIVATE, "ALIAS", "DATE_OF_BIRTH"}}
    _bearing(file, odd, where)
    for field in ALIASES:
        for alias in _several(one.get(field)):
            if isinstance(alias, dict):
                strange = {name for name in alias if not name.startswith("@") and name not in OF_ALIAS}
                _bearing(file, strange, f"{where}.{field}")
                odd |= strange
    return odd


def _bearing(file: RawFile, odd: Collection[str], where: str) -> None:
    """Refuse what may hold a name: text beside elements, or an element that is called so."""
    if TEXT in odd:
        raise _amiss(file, "text stands where only elements should", where)
    if bearing := sorted(name for name in odd if BEARING.search(name)):
        raise _amiss(file, "the element is unknown, and may hold a name", f"{where}.{bearing[0]}")


def _several(value: Any) -> list[Any]:
    """Elements of one name: none, one, or a list of them."""
    return [] if value is None else value if isinstance(value, list) else [value]


def _values(value: Any) -> Iterator[str]:
    """The texts of elements that hold their text in ``VALUE``."""
    for one in _several(value):
        for each in _several(one.get("VALUE") if isinstance(one, dict) else one):
            yield _text(each)


def _text(value: Any) -> str:
    """The text of an element; one with attributes is an object, and one that stands twice is all of its texts."""
    if isinstance(value, list):
        return " ".join(filter(None, map(_text, value)))
    text = value.get("text") if isinstance(value, dict) else value
    return " ".join(str(text or "").split())


def _joined(texts: Iterator[str]) -> str | None:
    return ";".join(dict.fromkeys(filter(None, texts))) or None


def _amiss(file: RawFile, what: str, field: str) -> BadInput:
    return BadInput(
        what, file=file.name, field=field,
        remedy="get the list again as XML; where it is whole, the publisher's layout has changed",
    )  # fmt: skip


SOURCE = Source(
    name="un_sanctions",
    title="UN Security Council Consolidated List",
    publisher="United Nations Security Council",
    licence=Licence("own terms", False, "the terms of the United Nations' website were not read"),
    citation="United Nations Security Council, Consolidated List, generated {edition}.",
    home="https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list",
    cadence="daily",
    schemas=SCHEMAS,
    part_of=part_of,
    read=read,
    bounds=Bounds(years=(1900, 2200), rows=(1, 200_000)),
    unverified_layout="Names of elements in open programs that read the list; the publisher's file was not at hand",
    quirks=(
        "Never run against the publisher: no real file was at hand, and nothing is downloaded.",
        "Get the list as XML by hand, and import it: everything is matched here.",
        "The file states no measures: what a listing restricts stands in the resolutions, and an officer says it.",
        "A target's id is its permanent reference number; where an entry has none, the data id.",
        "Aliases of good and of low quality are names alike: more is found, and an officer says who is meant.",
        "An element that is not known and may hold a name refuses the file; any other is left out, and told.",
    ),
)
