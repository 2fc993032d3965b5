"""The official code lists: a list is unpacked and parsed when it is first asked for."""

import functools
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from forlik.iati.standard.files import FOLDER, parse

_USE_INSTEAD = re.compile(r"\bUse code (\w+)")
"""The one way in which a list itself names what a withdrawn code is replaced by."""


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a list.

    Args:
        code: As it is written in a file.
        name: English name; empty when the list gives none.
        name_fr: French name; empty when the list gives none.
        description: English description.
        category: Code of the category, in the list's ``category_codelist``.
        withdrawn: Whether the code is no longer to be used.
        activated: Day from which it is in use, when stated.
        withdrawal: Day from which it is not, when stated.
        replacement: Code to use instead, when the list says so.
    """

    code: str
    name: str = ""
    name_fr: str = ""
    description: str = ""
    category: str = ""
    withdrawn: bool = False
    activated: date | None = None
    withdrawal: date | None = None
    replacement: str = ""


@dataclass(frozen=True, slots=True)
class Codelist(Mapping[str, Code]):
    """One list: code to what it means, withdrawn codes among them.

    Args:
        name: Name of the list.
        title: What it is called.
        complete: Whether only these codes are valid; an incomplete list gives examples.
        embedded: Whether the list changes only with a new version of the standard.
        category_codelist: List of the categories; empty when codes have none.
        codes: The codes.
    """

    name: str
    title: str
    complete: bool
    embedded: bool
    category_codelist: str
    codes: dict[str, Code]

    def __getitem__(self, code: str) -> Code:
        return self.codes[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self.codes)

    def __len__(self) -> int:
        return len(self.codes)


class Codelists(Mapping[str, Codelist]):
    """All lists by name; each is loaded when it is first looked up."""

    def __init__(self) -> None:
        self._loaded: dict[str, Codelist] = {}
        # In memory, so that no file stays open and a list costs no opening of the archive.
        packed = io.BytesIO((FOLDER / "codelists" / "codelists.zip").read_bytes())
        self._archive = zipfile.ZipFile(packed)
        self._members = {_stem(name): name for name in self._archive.namelist()}

    def __getitem__(self, name: str) -> Codelist:
        if name not in self._loaded:
            self._loaded[name] = _codelist(parse(self._archive.read(self._members[name])))
        return self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def __len__(self) -> int:
        return len(self._members)


@functools.cache
def codelists() -> Codelists:
    """All official code lists by name, such as ``codelists()["Sector"]["11110"].name``."""
    return Codelists()


def _stem(member: str) -> str:
    return member.rpartition("/")[2].removesuffix(".xml")


def _codelist(root: Any) -> Codelist:
    codes = [_code(item) for item in root.iterfind("codelist-items/codelist-item")]
    return Codelist(
        name=root.get("name"),
        title=" ".join((root.findtext("metadata/name/narrative") or "").split()),
        # One list says nothing about itself; the standard's rule is that a list is complete unless it says otherwise.
        complete=root.get("complete", "1") == "1",
        embedded=root.get("embedded") == "1",
        category_codelist=root.get("category-codelist", ""),
        codes={code.code: code for code in codes},
    )


_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def _code(item: Any) -> Code:
    # One pass over the children: the large lists have thousands of codes, and a check waits for them.
    texts = {"code": "", "category": ""}
    for part in item:
        if part.tag in texts:
            texts[part.tag] = (part.text or "").strip()
        else:
            for narrative in part:
                key = part.tag + narrative.get(_LANG, "")
                texts.setdefault(key, " ".join((narrative.text or "").split()))
    until = _day(item.get("withdrawal-date"))
    withdrawn = item.get("status") == "withdrawn" or until is not None
    instead = _USE_INSTEAD.search(texts.get("description", "")) if withdrawn else None
    return Code(
        texts["code"],
        texts.get("name", ""),
        texts.get("namefr", ""),
        texts.get("description", ""),
        texts["category"],
        withdrawn,
        _day(item.get("activation-date")),
        until,
        instead[1] if instead else "",
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
