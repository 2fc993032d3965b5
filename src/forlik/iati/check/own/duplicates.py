"""Identifiers that stand twice, in one file or in several: a sum over both would count the money twice."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b

from lxml import etree

from forlik.iati.check.activity import Activity
from forlik.iati.check.fault import Fault
from forlik.iati.check.rulesets.values import quoted

_DIGEST = 16
LARGEST_CANONICAL = 16 << 20
"""Bytes of an activity that are put into canonical form, which takes a second tree; a larger one is taken as it is."""
_SPACE = b" \t\r\n"


@dataclass(frozen=True, slots=True)
class _First:
    """Where an identifier was met first.

    Args:
        digest: Of the content.
        file: Name of the file.
        number: Its place in the file.
    """

    digest: bytes
    file: str
    number: int


@dataclass(slots=True)
class Known:
    """The identifiers met so far: a few bytes for each, not what they identify."""

    first: dict[tuple[str, str], _First] = field(default_factory=dict)

    def check(self, activity: Activity, text: bytes, file: str, number: int) -> Iterator[Fault]:
        """Whether an identifier was met before, and with what content.

        Args:
            activity: The activity.
            text: Its text.
            file: Name of its file.
            number: Its place in the file.
        """
        key = (activity.kind, activity.identifier)
        if not activity.identifier:
            return
        digest = _content(activity, text)
        before = self.first.setdefault(key, _First(digest, file, number))
        if (before.file, before.number) == (file, number):
            return
        here = f"{activity.kind} {before.number}" + ("" if before.file == file else f" of {before.file}")
        same = before.digest == digest
        node = next(activity.element.iterchildren("iati-identifier", "organisation-identifier"), activity.element)
        yield Fault(
            # The same file given twice is no fault of the publisher; the same activity twice in one file is.
            "warning" if same and before.file != file else "error",
            "own:repeated-activity" if same else "own:duplicate-identifier",
            node,
            "",
            f"identifier {quoted(activity.identifier)} is also that of {here}, with "
            + ("the same content" if same else "other content"),
            "take one of them out; both would be counted" if same else "give each its own identifier, or merge them",
        )


def _content(activity: Activity, text: bytes) -> bytes:
    """A digest of what an activity says, whatever the order of its attributes, its comments and its white space."""
    canonical = text
    if len(text) <= LARGEST_CANONICAL:
        canonical = etree.tostring(activity.element, method="c14n", with_comments=False, with_tail=False)
    return blake2b(canonical.translate(None, _SPACE), digest_size=_DIGEST).digest()
