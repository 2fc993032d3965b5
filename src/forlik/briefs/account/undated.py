"""Engagements of which nobody can say whether they ran, began or ended in the half-year, with what is documented."""

from collections.abc import Iterator

from forlik.briefs.account.opened import Opened, Work
from forlik.briefs.document import Inline, Line, line
from forlik.briefs.seeded import in_language
from forlik.briefs.telling import cut
from forlik.register.evidence import Evidence

TITLE = 120
"""Signs of a title."""
LONGEST = 200
"""Signs of a status."""
STATUS = "status"
"""The field under which evidence says what became of an engagement, in words of its own."""
FOUND = frozenset({"verified-page", "verified-dataset"})
"""How a fact was found that may be told without saying how."""


def undated(of: Opened) -> Iterator[Line]:
    """A line each; where public sources say what became of it, and of which day, that stands beside it.

    Args:
        of: The half-year.
    """
    for work in of.every:
        title = cut(of.telling().called(work.one.id), TITLE) if work.told or work.unsure or work.unsaid else ""
        if work.unsaid:
            yield line(of.say("gap.start", title=title), *_documented(of, work))
        if work.unsure and not work.ended[0]:
            said = of.say("gap.unsure", title=title, day=work.started[0])
            yield line(said, *_documented(of, work))
        for code, (day, _) in (("gap.begun", work.started), ("gap.closed", work.ended)):
            if title and of.half.may_hold(day):
                yield line(of.say(code, title=title, day=day))


def _documented(of: Opened, work: Work) -> Iterator[Inline]:
    telling = of.telling(work.one.id)
    pieces = [one for one in work.one.evidence if one.claims.get(STATUS)]
    said = dict.fromkeys(_said(of, work, one) for one in pieces)
    if said:
        yield of.say("gap.status")
        yield telling.fact("; ".join(said), work.one.id, "evidence")


def _said(of: Opened, work: Work, one: Evidence) -> str:
    """What a piece of evidence says, with how it was found where nobody read it there."""
    said = in_language(work.one.id, one.claims[STATUS], of.language)
    quoted = of.say("status.said", status=cut(said, LONGEST))
    return quoted if one.basis in FOUND else f"{quoted} ({of.telling().word('basis', one.basis)})"
