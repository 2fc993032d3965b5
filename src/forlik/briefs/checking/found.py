"""What was found of one number or one fact of a brief."""

from dataclasses import dataclass

DIFFERS, BARE = "differs", "it has no footnote"


@dataclass(frozen=True, slots=True)
class Checked:
    """One number or one fact of a brief.

    Args:
        said: What the brief says; of a fact what differs, or its last word.
        number: Its footnote; 0 where it has none.
        address: Where the footnote leads.
        found: What stands there now; empty where nothing does.
        why: Why it could not be looked up; empty otherwise.
        line: The line of the text in which it stands, the first being 1.
        around: The words in the midst of which it stands.
        looked: Whether it was looked up at all. Of what has no footnote, and may be said by a record that whoever
            checks does not see, nobody can say whether it is right: it is no miss, and it is told.
    """

    said: str
    number: int
    address: str
    found: str
    why: str = ""
    line: int = 0
    around: str = ""
    looked: bool = True

    @property
    def same(self) -> bool:
        """Whether the store or the register says what the brief says."""
        return self.looked and not self.why and self.said == self.found

    @property
    def wrong(self) -> bool:
        """Whether it was looked up, and is not there or is otherwise."""
        return self.looked and not self.same
