"""Briefs written as files: a few PDFs are laid out at a time, one for each person, and what was made is kept a while.

To lay out a long PDF takes many seconds; the other forms are written at once, and need no turn.
"""

import hashlib
import json
from typing import TYPE_CHECKING

from forlik.desk.turns import ALL, Each, Once, Turns

if TYPE_CHECKING:
    from forlik.briefs.document import Document

AT_ONCE = 2
"""PDFs laid out at the same time; nobody waits for a turn, for who waits can make no page."""
# Whoever is not known has one place among them and never both: the house can always have one laid out.
OF_ALL = Turns(at_once=AT_ONCE, inside=AT_ONCE, among=ALL, each=Each())
OF_ANYBODY = Turns(at_once=1, inside=1, among=OF_ALL)

MOST = 8
"""PDFs kept of each sort."""
# Apart, so that no number of public briefs pushes out those of the house.
KEPT: dict[bool, Once[bytes]] = {True: Once(MOST), False: Once(MOST)}


def made(document: "Document", form: str, *, public: bool) -> bytes:
    """A brief as the bytes of a file.

    A PDF is kept by everything that it says, and by nothing else: who asks, and for what address, is not of its key.
    So nobody is given one that says anything else than the brief that was made for him alone; and what was erased, or
    is hidden from him now, is in no brief that is made, and what is kept of it is given to nobody.

    Args:
        document: The brief, as whoever asks may see it.
        form: One of the forms, such as ``pdf``.
        public: Whether it is asked for at an address that everybody may ask.

    Raises:
        Busy: Too many are laid out just now, or one for whoever asks.
        UsageError: There is no such form.
        ForlikError: It cannot be laid out.
    """
    from forlik.briefs.writing import written

    if form != "pdf":
        return written(document, form)
    turns = OF_ANYBODY if public else OF_ALL
    return KEPT[public].get(None, _key(document), turns, lambda: written(document, form))


def forget() -> None:
    """Forget every PDF."""
    for one in KEPT.values():
        one.clear()


def _key(document: "Document") -> bytes:
    """A digest of all that the layout is given."""
    from forlik.briefs.writing.tree import tree

    return hashlib.sha256(json.dumps(tree(document), ensure_ascii=False).encode()).digest()
