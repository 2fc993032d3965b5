"""A Data Package of a public copy: a table for each concept as CSV, and all bodies whole as JSON lines."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from forlik.published.copy import Copy, Public
from forlik.published.tables import Field, csv_of, evidence_fields, evidence_rows, fields_of, rows_of
from forlik.register.concepts import CONCEPTS

NAME = "forlik-public-register"
TITLE = "Public copy of a register of engagements"
DESCRIPTOR = "datapackage.json"
BODIES = "records.jsonl"
PROFILES = "https://datapackage.org/profiles/2.0/"
"""Where version 2 of the standard says what a package, a file of it and a table are."""
BEGINNING = "edition-"
"""How the folder of an edition begins."""
LICENCES: Mapping[str, tuple[str, str]] = {
    "CC-BY-4.0": ("Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC0-1.0": ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "NLOD-2.0": ("Norwegian Licence for Open Government Data (NLOD) 2.0", "https://data.norge.no/nlod/en/2.0"),
}
"""Short name of terms → title and address."""
ABOUT = (
    "What the public may read of a register of engagements, on one day; discreet engagements are by nature missing. "
    "A cell that a spreadsheet could take for a formula begins with an apostrophe, which is no part of the text. "
    "Lists and groups stand in a cell as JSON."
)


@dataclass(frozen=True, slots=True)
class Package:
    """The files of a public copy.

    Args:
        descriptor: The bytes of ``datapackage.json``.
        edition: Name of the folder in which the others stand.
        files: Name → bytes.
    """

    descriptor: bytes
    edition: str
    files: Mapping[str, bytes]


def packed(copy: Copy) -> Package:
    """A copy as files: the same copy gives the same bytes.

    Args:
        copy: The copy.
    """
    made = list(_resources(copy))
    digest = hashlib.sha256("".join(f"{name} {_sha(content)}\n" for name, content, _ in made).encode()).hexdigest()
    edition = f"{BEGINNING}{digest[:16]}"
    resources = [_described(f"{edition}/{name}", content, about) for name, content, about in made]
    whole = _descriptor(replace(copy, edition=digest), resources)
    text = json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
    return Package(text.encode(), edition, {name: content for name, content, _ in made})


def _resources(copy: Copy) -> Iterator[tuple[str, bytes, dict[str, Any]]]:
    """Name, bytes and description of each file."""
    for concept, kind in CONCEPTS.items():
        records = [one for one in copy.records if one.concept == concept]
        fields = fields_of(kind)
        yield _table(concept, f"One row: one {concept}.", fields, rows_of(records, fields), ["id"])
    fields = evidence_fields()
    yield _table(
        "evidence",
        "One row: one piece of evidence of one record.",
        fields,
        evidence_rows(copy.records, fields),
        ["record", "turn"],
    )
    lines = "".join(json.dumps(_whole(one), ensure_ascii=False, sort_keys=True) + "\n" for one in copy.records)
    yield (
        BODIES,
        lines.encode(),
        {
            "name": "records",
            "format": "jsonl",
            "mediatype": "application/x-ndjson",
            "description": "One line: one record.",
        },
    )


def _table(
    name: str, about: str, fields: tuple[Field, ...], rows: Iterable[Mapping[str, Any]], key: list[str]
) -> tuple[str, bytes, dict[str, Any]]:
    described = {
        "name": name,
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "description": about,
        "schema": {
            "$schema": f"{PROFILES}tableschema.json",
            "fields": [one.described() for one in fields],
            "missingValues": [""],
            "primaryKey": key,
        },
    }
    return f"{name}.csv", csv_of(fields, rows), described


def _described(path: str, content: bytes, about: dict[str, Any]) -> dict[str, Any]:
    return {
        "$schema": f"{PROFILES}dataresource.json",
        **about,
        "path": path,
        "bytes": len(content),
        "hash": f"sha256:{_sha(content)}",
    }


def _descriptor(copy: Copy, resources: list[dict[str, Any]]) -> dict[str, Any]:
    title, path = LICENCES[copy.licence]
    homepage = {"homepage": copy.address} if copy.address else {}
    return {
        "$schema": f"{PROFILES}datapackage.json",
        "name": NAME,
        "title": TITLE,
        "description": ABOUT,
        "version": copy.day.isoformat(),
        "created": f"{copy.day}T00:00:00Z",
        **homepage,
        "licenses": [{"name": copy.licence, "title": title, "path": path}],
        "contributors": [{"title": copy.publisher, "roles": ["publisher"]}],
        "as_of": copy.day.isoformat(),
        "edition": copy.edition,
        "made_up": any(one.made_up for one in copy.records),
        "resources": resources,
    }


def _whole(one: Public) -> dict[str, Any]:
    return {
        "id": one.id,
        "concept": one.concept,
        "public_since": one.since.isoformat(),
        "known_on": one.known_on.isoformat(),
        "fictional": one.made_up,
        "body": one.body,
    }


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
