"""What a form was sent with and its author may no longer seal: it is kept on the form, and nothing is recorded.

Who was let out of a compartment, or signed in less strongly, between opening a form and sending it has written into
fields that are no longer asked. To leave them out in silence would record half of what was written, and of a piece
that was sealed make one that is not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from forlik.desk.access.labels import CONFIDENTIAL, grade
from forlik.desk.register.forms.inputs import Input
from forlik.desk.register.forms.raw import KEPT, read, taken

MOST_MARKS = 50


@dataclass(frozen=True, slots=True)
class Lost:
    """What cannot be recorded any more as it was sent.

    Args:
        fields: Names of sealed fields into which something was written, where nothing can be sealed.
        marks: What the form carries of facets that were seen when it was opened, and are not now.
    """

    fields: frozenset[str] = frozenset()
    marks: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.fields or self.marks)

    @property
    def marking(self) -> str:
        """The greatest label of what is still on the form, of that which is seen no more; empty where nothing is."""
        sealed = [str(CONFIDENTIAL)] if self.fields else []
        return max([*sealed, *(_label(one) for one in self.marks)], key=grade, default="")


def lost(form: Any, seen: Sequence[str], hidden: Sequence[Input], held: frozenset[str]) -> Lost:
    """What a form was sent with and is lost: told by the labels held and by what was sent, by nothing else.

    Args:
        form: What was sent.
        seen: The facets that it says were seen, each with the number of its revision.
        hidden: The inputs that are not asked, since nothing can be sealed.
        held: The labels held now.
    """
    raw = taken(form, hidden)
    fields = frozenset(one.name for one in hidden if read(one, raw) is not None)
    kept = [each for key in form if key.endswith(f".{KEPT}") for each in form.getlist(key)]
    marks = [one for one in (*seen, *kept) if _sealed(_label(one)) and _label(one) not in held]
    return Lost(fields, tuple(dict.fromkeys(marks))[:MOST_MARKS])


def _label(mark: str) -> str:
    """The label in what a form carries of a facet: its name, its label, and mostly a number."""
    return [*mark.split(" "), "", ""][1]


def _sealed(label: str) -> bool:
    """Whether a text is the label of something sealed, as far as its form goes."""
    level, colon, name = label.partition(":")
    return bool(colon and name) and level in ("2", "3")
