"""Which attribute uses which code list, and for which vocabulary."""

import functools
import re
from dataclasses import dataclass

from forlik.iati.standard.files import FOLDER, parse

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_VOCABULARY = re.compile(r"@vocabulary = '([^']+)'( or not\(@vocabulary\))?")


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a code list.

    Args:
        path: As published, such as ``//iati-activity/sector/@code``.
        elements: Names of the elements from the activity, organisation or root on; none when any element may carry it.
        attribute: Name of the attribute; empty when the code is the element's text.
        codelist: Name of the list.
        condition: As published; empty when there is none.
        vocabulary: Vocabulary of the element for which the list holds; empty when for any.
        by_default: Whether the list also holds when no vocabulary is given.
    """

    path: str
    elements: tuple[str, ...]
    attribute: str
    codelist: str
    condition: str = ""
    vocabulary: str = ""
    by_default: bool = True

    def holds(self, vocabulary: str | None) -> bool:
        """Whether the list is the one to hold a code of that vocabulary against.

        Args:
            vocabulary: The element's own ``vocabulary``; ``None`` when it has none.
        """
        if not self.vocabulary:
            return True
        return self.by_default if vocabulary is None else vocabulary == self.vocabulary


@functools.cache
def mapping() -> tuple[Use, ...]:
    """Every use of a code list, in the order of the standard."""
    root = parse((FOLDER / "codelists" / "mapping.xml").read_bytes())
    return tuple(
        _use(one.findtext("path"), one.find("codelist").get("ref"), one.findtext("condition") or "")
        for one in root.iterfind("mapping")
    )


def _use(path: str, codelist: str, condition: str) -> Use:
    *elements, last = path.removeprefix("//").split("/")
    attribute = "" if last == "text()" else last.removeprefix("@").replace("xml:lang", XML_LANG)
    vocabulary = _VOCABULARY.fullmatch(condition)
    if condition and vocabulary is None:
        raise ValueError(f"{path}: condition “{condition}” is not understood")
    return Use(
        path=path,
        elements=tuple(elements),
        attribute=attribute,
        codelist=codelist,
        condition=condition,
        vocabulary=vocabulary[1] if vocabulary else "",
        by_default=vocabulary is None or vocabulary[2] is not None,
    )
