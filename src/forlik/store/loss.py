"""Whether a version lost rows: a file cut off at a line's end reads well, and would quietly make a smaller world."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from forlik.core.errors import BadInput
from forlik.core.source import Reading

SHRUNK = 0.5
"""Share of the rows before that a version of another edition must hold."""


@dataclass(frozen=True, slots=True)
class Version:
    """What is known of a version of the same part.

    Args:
        edition: As the file states it; empty when it does not.
        rows: Rows met in it.
        name: What to call it.
        stood: Whether it is the version that stood until now; others are of interest for their edition only.
        published: Publication date as stated of it.
    """

    edition: str
    rows: int
    name: str = "the version before"
    stood: bool = False
    published: str = ""

    def is_one_with(self, edition: str, published: str) -> bool:
        """Whether files of an edition, said to be published on a day, should be this very publication."""
        if not edition or edition != self.edition:
            return False
        # Whoever says that these bytes came out on another day says that it is another publication.
        return not published or published.startswith(self.published) or self.published.startswith(published)


def refuse_loss(reading: Reading, earlier: Iterable[Version], file: str, published: str = "") -> None:
    """Refuse a version that holds fewer rows than another of its publication, or less than half of the one before.

    Args:
        reading: What the new version says.
        earlier: Other versions of its part, none of them known later than the new one.
        file: Its name.
        published: Publication date as the user states it.

    Raises:
        BadInput: Rows were lost.
    """
    for lost in losses(reading, earlier, published):
        raise BadInput(
            lost,
            file=file,
            remedy="the file is probably cut off: get it again; if the publisher did take rows out, add --fewer",
        )


def losses(reading: Reading, earlier: Iterable[Version], published: str = "") -> Iterator[str]:
    """What a version has lost against others, a sentence each."""
    for version in earlier:
        same = version.is_one_with(reading.edition, published)
        least = version.rows if same else version.rows * SHRUNK if version.stood else 0
        if reading.rows < least:
            edition = f" of the same edition {version.edition}" if same else ""
            yield f"{reading.rows} rows were read; {version.name}{edition} holds {version.rows}"


def shorter(reading: Reading, earlier: Iterable[Version]) -> Iterator[str]:
    """Where a version has fewer rows than another of its edition, said to have come out on another day."""
    for version in earlier:
        if reading.edition and reading.edition == version.edition and reading.rows < version.rows:
            whole = f"{version.name} of the same edition {version.edition} holds {version.rows}"
            yield f"{reading.rows} rows were read; {whole}"
