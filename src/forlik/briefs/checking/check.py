"""Every number of a brief looked up again in the store, and every fact in the register, by its own footnote."""

from collections.abc import Collection, Sequence

from forlik.briefs.checking.asking import Asking
from forlik.briefs.checking.bare import bare, day_of
from forlik.briefs.checking.found import Checked
from forlik.briefs.checking.noted import facts, figures
from forlik.briefs.checking.text import taken_apart
from forlik.briefs.dated import Worlds
from forlik.briefs.records import Dossiers
from forlik.core.errors import BadInput


def checked(
    text: str, worlds: Worlds, file: str, dossiers: Dossiers | None = None, names: Collection[str] = ()
) -> Sequence[Checked]:
    """Look every number and every fact of a brief up again.

    Args:
        text: The brief as Markdown.
        worlds: Gives what was known on a day.
        file: Name of the file, for errors.
        dossiers: Gives what whoever checks may see of the register; without it, no record is found.
        names: What people and compartments are called, as far as whoever checks may know it.

    Returns:
        One of each number and of each fact of a record that has a footnote, looked up by its address; then the numbers
        without one for which there is no reason, or of which nobody can say whether there is. None where there are no
        footnotes and no numbers.

    Raises:
        BadInput: The text has no footnotes with addresses and does not begin as a brief does, or it calls a footnote
            that is not there.
    """
    taken = taken_apart(text)
    if not taken.notes and not taken.begins:
        raise BadInput(
            "this is no brief: it has no footnotes with addresses", file=file, remedy="write it with -o FILE.md"
        )
    asking = Asking(taken, worlds, dossiers, names)
    return (*figures(asking, file), *facts(asking), *day_of(asking), *bare(asking))
