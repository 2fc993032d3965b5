"""A brief as a tagged PDF (PDF/UA-1), laid out by Typst with fonts that are the same on every machine."""

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any, Literal

import typst

from forlik.briefs.document import Document
from forlik.briefs.words import word
from forlik.briefs.writing.fonts import fonts
from forlik.briefs.writing.signs import lacking, number, numbered
from forlik.briefs.writing.tree import tree
from forlik.core.errors import ForlikError

STANDARD: Literal["ua-1"] = "ua-1"
PAGES = re.compile(rb"<xmpTPg:NPages>(\d+)<")
"""How many pages a PDF says that it has."""
SIZES = 14
"""In how many sizes of letters and of notes a brief can be set, at most."""
ROUNDS = 4
"""How often signs that no font shows are looked for: a sign may be told only when another one is out of its way."""


def pdf(document: Document) -> bytes:
    """A brief as PDF. It carries the day of the brief and no clock, so that the same brief gives the same bytes.

    Of a PDF/UA every sign must be in a font. One that is in none stands as its Unicode number, which a remark on the
    first page says.

    Args:
        document: The brief.

    Raises:
        ForlikError: It cannot be laid out.
    """
    whole = _called(tree(document), set())
    signs: frozenset[str] = frozenset()
    for _ in range(ROUNDS):
        try:
            return _compiled(_shown(whole, signs, document.language))
        except typst.TypstError as error:
            new = lacking(error.diagnostic) - signs
            if not new:
                raise _refused(document, error) from error
            signs |= new
    try:
        # What is left is set with no sign beyond the plain ones.
        return _compiled(_shown(whole, signs | _beyond_plain(whole), document.language))
    except typst.TypstError as error:
        raise _refused(document, error) from error


def _compiled(data: Mapping[str, Any]) -> bytes:
    """The brief laid out; one that has a bound and comes out longer, in smaller letters, while they can be read."""
    whole = json.dumps(data, ensure_ascii=False)
    made = b""
    for smaller in range(SIZES):
        made = bytes(
            typst.compile(
                _layout(),
                format="pdf",
                font_paths=fonts(),
                ignore_system_fonts=True,
                sys_inputs={"brief": whole, "smaller": str(smaller)},
                pdf_standards=[STANDARD],
            )
        )
        found = PAGES.search(made)
        if not data["pages"] or found is None or int(found[1]) <= data["pages"]:
            break
    return made


def _called(part: Any, seen: set[int]) -> Any:
    """The brief with what calls a footnote for the first time marked; later calls refer to that one.

    The layout could find it out by itself, but would then lay out every page several times over.
    """
    if isinstance(part, Mapping):
        marked = {name: _called(one, seen) for name, one in part.items()}
        if (number := part.get("note")) is not None:
            marked["first"] = number not in seen
            seen.add(number)
        return marked
    return [_called(one, seen) for one in part] if isinstance(part, list) else part


def _shown(whole: Mapping[str, Any], signs: frozenset[str], language: str) -> Mapping[str, Any]:
    """The brief with the numbers of these signs in their places, and a remark that says so."""
    if not signs:
        return whole
    remark = word("signs", language).format(example=number(min(signs)[-1]))
    shown = numbered(whole, signs)
    return {**shown, "language": whole["language"], "remarks": [remark, *shown["remarks"]]}


def _beyond_plain(whole: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(one for one in json.dumps(whole, ensure_ascii=False) if not one.isascii())


def _refused(document: Document, error: Exception) -> ForlikError:
    return ForlikError(
        f"the brief “{document.title:.60}” cannot be laid out: {error}",
        where=document.name,
        remedy="write it as .html or .docx, which need no fonts of ours",
    )


@cache
def _layout() -> bytes:
    return resources.files(__package__).joinpath("brief.typ").read_bytes()
