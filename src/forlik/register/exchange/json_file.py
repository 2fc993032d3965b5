"""Records as JSON: every facet with its label, its grounds and all of its revisions; nothing is lost."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from itertools import groupby
from math import isfinite
from typing import Any

from forlik.register.exchange.carried import Carried, Copy, Said, Unreadable, Wrong
from forlik.register.exchange.document import in_order, told
from forlik.register.exchange.enclosed import KEY as ATTACHMENTS
from forlik.register.exchange.enclosed import stays_behind
from forlik.register.grounds import Grounds

KIND = "forlik_register"
VERSION = 1
KEYS = frozenset({KIND, "marking", "as_known_on", "compartments", "records", ATTACHMENTS})
LONGEST_NUMBER = 20
"""Figures of a number: no field holds a longer one."""
DEEP = ("lists and objects lie too deep within one another", "lister og objekter ligger for dypt i hverandre")
HALF = (
    "half of a letter stands in it, as an escape like \\ud800",
    "det står en halv bokstav i den, skrevet som \\ud800",
)
ESCAPED, SURROGATE = re.compile(r"\\u[dD][89a-fA-F]"), re.compile("[\ud800-\udfff]")
OF_RECORD = frozenset({"id", "concept", "file", "facets"})
OF_FACET = frozenset({"facet", "label", "grounds", "revisions"})
OF_REVISION = frozenset({"n", "recorded_at", "known_at", "who", "body"})


def written(copy: Copy, marking: str) -> bytes:
    """The file.

    Args:
        copy: The records.
        marking: Their marking in words.
    """
    by_record = groupby(sorted(copy.facets, key=lambda one: (one.record, one.facet, one.label)), lambda one: one.record)
    whole = {
        KIND: VERSION,
        "marking": marking,
        "as_known_on": copy.as_known_on.isoformat() if copy.as_known_on else None,
        "compartments": dict(sorted(copy.compartments.items())),
        "records": [_record(record, list(some)) for record, some in by_record],
        ATTACHMENTS: [told(one) for one in in_order(copy.documents)],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1, allow_nan=False).encode()


def _record(record: str, facets: list[Carried]) -> dict[str, Any]:
    return {
        "id": record,
        "concept": facets[0].concept,
        "file": facets[0].file,
        "facets": [
            {
                "facet": one.facet,
                "label": one.label,
                "grounds": _grounds(one.why),
                "revisions": [_revision(said) for said in one.said],
            }
            for one in facets
        ],
    }


def _grounds(why: Grounds | None) -> dict[str, str] | None:
    if why is None:
        return None
    return {"reason": why.reason, "legal_basis": why.legal_basis, "review_on": why.review_on.isoformat()}


def _revision(said: Said) -> dict[str, Any]:
    return {
        "n": said.n,
        "recorded_at": _instant(said.recorded_at),
        "known_at": _instant(said.known_at),
        "who": said.who,
        "body": dict(said.body),
    }


def _instant(at: datetime | None) -> str | None:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else None


def read(text: str, name: str) -> Copy:
    """The records of a file.

    Args:
        text: What stands in it.
        name: What it is called.

    Raises:
        Unreadable: It is no such file, or is cut off.
    """
    try:
        whole = json.loads(
            text, object_pairs_hook=_once, parse_constant=_no_number, parse_int=_whole_number, parse_float=_number
        )
        if ESCAPED.search(text):
            _letters(whole)
    except json.JSONDecodeError as error:
        raise Unreadable(_broken(name, error)) from error
    except RecursionError as error:
        raise Unreadable(_odd(name, *DEEP)) from error
    except _OddError as error:
        raise Unreadable(_odd(name, error.en, error.nb)) from error
    if not isinstance(whole, dict) or KIND not in whole:
        raise Unreadable(
            Wrong(
                name, KIND, "this is no export of a register", "dette er ingen eksport av et register",
                "choose a file that a register's export made", "velg en fil fra eksporten av et register",
            )
        )  # fmt: skip
    if whole[KIND] != VERSION:
        raise Unreadable(
            Wrong(
                name, KIND, f"version {str(whole[KIND])[:20]} of the format; this register reads version {VERSION}",
                f"versjon {str(whole[KIND])[:20]} av formatet; dette registeret leser versjon {VERSION}",
                "bring both registers to the same release of Forlik",
                "oppdater begge registrene til samme utgave av Forlik",
            )
        )  # fmt: skip
    try:
        return _copy(whole, name)
    except _AmissError as error:
        raise Unreadable(_odd(error.where, error.en, error.nb, error.field)) from error


class _OddError(ValueError):
    """Something is not as an export writes it; said in both languages."""

    def __init__(self, en: str, nb: str) -> None:
        super().__init__(en)
        self.en, self.nb = en, nb


class _AmissError(_OddError):
    """Something does not stand where it should."""

    def __init__(self, where: str, field: str, en: str, nb: str) -> None:
        super().__init__(en, nb)
        self.where, self.field = where, field


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        name = Counter(name for name, _ in pairs).most_common(1)[0][0][:60]
        raise _OddError(f"“{name}” stands twice in one place", f"«{name}» finnes to ganger på samme sted")
    return found


def _no_number(text: str) -> Any:
    raise _OddError(f"“{text[:LONGEST_NUMBER]}” is no number", f"«{text[:LONGEST_NUMBER]}» er ikke et tall")


def _whole_number(text: str) -> int:
    if len(text) > LONGEST_NUMBER:
        raise _OddError(
            f"a number has more than {LONGEST_NUMBER} figures", f"et tall har flere enn {LONGEST_NUMBER} sifre"
        )
    return int(text)


def _letters(whole: Any) -> None:
    """Refuse half a letter: JSON can name one, and no page or file can show it.

    Raises:
        _OddError: There is one.
    """
    left = [whole]
    while left:
        one = left.pop()
        if isinstance(one, dict):
            left += [*one, *one.values()]
        elif isinstance(one, list):
            left += one
        elif isinstance(one, str) and SURROGATE.search(one):
            raise _OddError(*HALF)


def _number(text: str) -> float:
    found = float(text)
    return found if isfinite(found) else _no_number(text)


def _copy(whole: dict[str, Any], name: str) -> Copy:
    _only(whole, KEYS, name)
    day = whole.get("as_known_on")
    compartments = _mapping(whole.get("compartments", {}), name, "compartments")
    records = _list(whole.get("records"), name, "records")
    facets = tuple(facet for number, one in enumerate(records, 1) for facet in _facets(one, f"{name}, record {number}"))
    return Copy(
        facets,
        {str(id_): _text(title, name, "compartments") for id_, title in compartments.items()},
        _day(day, name, "as_known_on") if day is not None else None,
        left=tuple(_left(one, name) for one in _list(whole.get(ATTACHMENTS, []), name, ATTACHMENTS)),
    )


def _left(one: Any, name: str) -> Wrong:
    document = _mapping(one, name, ATTACHMENTS)
    texts = (_text(document.get(field), name, f"{ATTACHMENTS}.{field}") for field in ("record", "name"))
    return stays_behind(name, *texts)


def _facets(one: Any, where: str) -> Iterator[Carried]:
    record = _mapping(one, where, "")
    id_ = _text(record.get("id"), where, "id")
    where = f"{where} ({id_[:64]})"
    _only(record, OF_RECORD, where)
    concept = _text(record.get("concept"), where, "concept")
    file = _text(record.get("file", ""), where, "file")
    for each in _list(record.get("facets"), where, "facets"):
        facet = _mapping(each, where, "facets")
        named = _text(facet.get("facet"), where, "facet")
        at = f"{where}, {named[:10]}"
        _only(facet, OF_FACET, at)
        yield Carried(
            record=id_,
            concept=concept,
            facet=named,
            label=_text(facet.get("label"), at, "label"),
            said=tuple(_said(said, at) for said in _list(facet.get("revisions"), at, "revisions")),
            file=file,
            why=_why(facet.get("grounds"), at),
            where=at,
        )


def _said(one: Any, where: str) -> Said:
    said = _mapping(one, where, "revisions")
    _only(said, OF_REVISION, where)
    n = said.get("n", 0)
    if not isinstance(n, int) or isinstance(n, bool):
        raise _AmissError(where, "n", "the number of a revision is none", "nummeret på en versjon er ikke et tall")
    return Said(
        body=_mapping(said.get("body"), where, "body"),
        n=n,
        known_at=_at(said.get("known_at"), where, "known_at"),
        recorded_at=_at(said.get("recorded_at"), where, "recorded_at"),
        who=_text(said.get("who", ""), where, "who"),
    )


def _why(one: Any, where: str) -> Grounds | None:
    if one is None:
        return None
    said = _mapping(one, where, "grounds")
    return Grounds(
        _text(said.get("reason"), where, "grounds.reason"),
        _text(said.get("legal_basis"), where, "grounds.legal_basis"),
        _day(said.get("review_on"), where, "grounds.review_on"),
    )


def _only(found: Mapping[str, Any], known: frozenset[str], where: str) -> None:
    for name in found:
        if name not in known:
            raise _AmissError(where, name[:60], "there is no such key", "det finnes ingen slik nøkkel")


def _mapping(value: Any, where: str, field: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _AmissError(
            where, field, "here an object with keys should stand", "her skal det stå et objekt med nøkler"
        )
    return value


def _list(value: Any, where: str, field: str) -> list[Any]:
    if not isinstance(value, list):
        raise _AmissError(where, field, "here a list should stand", "her skal det stå en liste")
    return value


def _text(value: Any, where: str, field: str) -> str:
    if not isinstance(value, str):
        raise _AmissError(where, field, "here a text should stand", "her skal det stå en tekst")
    return value


def _day(value: Any, where: str, field: str) -> date:
    text = _text(value, where, field)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _AmissError(
            where, field, f"“{text[:20]}” is not a day: write 2024-06-30",
            f"«{text[:20]}» er ikke en dag: skriv 2024-06-30",
        ) from None  # fmt: skip


def _at(value: Any, where: str, field: str) -> datetime | None:
    if value is None:
        return None
    text = _text(value, where, field)
    try:
        found = datetime.fromisoformat(text)
        if found.tzinfo is not None:
            return found.astimezone(UTC)
    except (ValueError, OverflowError):  # an instant at the end of time has none in UTC
        raise _AmissError(
            where, field, f"“{text[:40]}” is not an instant: write 2024-06-30T12:00:00Z",
            f"«{text[:40]}» er ikke et tidspunkt: skriv 2024-06-30T12:00:00Z",
        ) from None  # fmt: skip
    raise _AmissError(
        where, field, f"“{text[:40]}” names no time zone: write 2024-06-30T12:00:00Z",
        f"«{text[:40]}» har ingen tidssone: skriv 2024-06-30T12:00:00Z",
    )  # fmt: skip


def _broken(name: str, error: json.JSONDecodeError) -> Wrong:
    cut = error.pos >= len(error.doc.rstrip()) or error.msg.startswith("Unterminated")
    broken = (f"it is no JSON from character {error.colno} on", f"ikke JSON fra tegn {error.colno}")
    what = ("it is cut off", "den er avkuttet") if cut else broken
    return Wrong(
        f"{name}, line {error.lineno}", "", *what, "export it again, and bring the whole file",
        "eksporter på nytt, og ta med hele filen",
    )  # fmt: skip


def _odd(where: str, en: str, nb: str, field: str = "") -> Wrong:
    return Wrong(
        where, field, en, f"formatet stemmer ikke: {nb}", "export it again, or correct it here",
        "eksporter på nytt, eller rett det her",
    )  # fmt: skip
