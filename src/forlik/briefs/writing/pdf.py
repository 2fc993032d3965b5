"""A brief as a tagged PDF (PDF/UA-1), laid out by Typst with the fonts that come with it, and those alone."""

import json
from functools import cache
from importlib import resources
from typing import Literal

import typst

from forlik.briefs.document import Document
from forlik.briefs.writing.tree import tree
from forlik.core.errors import ForlikError

STANDARD: Literal["ua-1"] = "ua-1"


def pdf(document: Document) -> bytes:
    """A brief as PDF. It carries the day of the brief and no clock, so that the same brief gives the same bytes.

    Args:
        document: The brief.

    Raises:
        ForlikError: It cannot be laid out.
    """
    data = json.dumps(tree(document), ensure_ascii=False)
    try:
        made = typst.compile(
            _layout(),
            format="pdf",
            ignore_system_fonts=True,
            sys_inputs={"brief": data},
            pdf_standards=[STANDARD],
        )
    except typst.TypstError as error:
        raise ForlikError(
            f"the brief “{document.title:.60}” cannot be laid out: {error}",
            where=document.name,
            remedy="write it as .html or .docx, which need no fonts of ours",
        ) from error
    return bytes(made)


@cache
def _layout() -> bytes:
    return resources.files(__package__).joinpath("brief.typ").read_bytes()
