"""Every number of a brief looked up again in the store, and every fact in the register, by its own footnote."""

from collections.abc import Sequence
from itertools import islice

from forlik.briefs.checking.asking import Asking, Names
from forlik.briefs.checking.bare import bare, day_of
from forlik.briefs.checking.found import Checked
from forlik.briefs.checking.noted import facts, figures
from forlik.briefs.checking.text import taken_apart
from forlik.briefs.dated import Worlds
from forlik.briefs.records import Dossiers
from forlik.core.errors import BadInput

MOST = 10_000
"""Numbers without a footnote of which each is told: whoever has so many has another text before him."""


def checked(
    text: str, worlds: Worlds, file: str, dossiers: Dossiers | None = None, names: Names = tuple
) -> Sequence[Checked]:
    """Look every number and every fact of a brief up again.

    Args:
        text: The brief as Markdown.
        worlds: Gives what was known on a day.
        file: Name of the file, for errors.
        dossiers: Gives what whoever checks may see of the register; without it, no record is found.
        names: Gives what people and compartments are called, as far as whoever checks may know it.

    Returns:
        One of each number and of each fact of a record that has a footnote, looked up by its address; then the numbers
        without one for which there is no reason, or of which nobody can say whether there is. None where there are no
        footnotes and no numbers.

    Raises:
        BadInput: The text has no footnotes with addresses and does not begin as a brief does, or it calls a footnote
            that is not there, or thousands of its numbers have no footnote.
    """
    taken = taken_apart(text)
    if not taken.notes and not taken.begins:
        raise BadInput(
            "this is no brief: it has no footnotes with addresses", file=file, remedy="write it with -o FILE.md"
        )
    asking = Asking(taken, worlds, dossiers, names)
    noted = (*figures(asking, file), *facts(asking), *day_of(asking))
    without = tuple(islice(bare(asking), MOST + 1))
    if len(without) > MOST:
        raise BadInput(
            f"this is no brief: more than {MOST} of its numbers have no footnote",
            file=file,
            remedy="check the file that was written with -o FILE.md",
        )
    return (*noted, *without)
