"""Checks of flags: each is about a place, by a rule, with a person who answers for it and a day; its figures stay.

What becomes of a flag is a new revision of it; what it was raised on is never rewritten.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from forlik.register.concept import Concept
from forlik.register.concepts import Assessment
from forlik.register.concepts.flagged import Flagged
from forlik.register.dossier import Dossier
from forlik.register.doubt import Doubt

FLAG = "flag"
NEEDED = ("rule", "owner", "due", "figures")
"""What every flag by a rule says."""
BECOMES = frozenset({"state", "owner", "due", "reason"})
"""What is said anew of a flag: what became of it, and who answers for it by when."""
FREE = frozenset({"evidence", "links", "withdrawn"})
"""Fields beside it that may change: more evidence is added, and its author withdraws it as a mistake."""


def flagging(dossier: Dossier, proposed: Concept, _day: date) -> Iterator[Doubt]:
    """What a flag by a rule says, and that what it was raised on stays.

    A flag without a rule is a person's own remark, as flags were before there were rules; it needs nothing.
    """
    if not isinstance(proposed, Assessment):
        return
    yield from _unchanged(dossier, proposed)
    if proposed.flagged is None:
        return
    if proposed.kind != FLAG:
        yield Doubt(
            "flagged",
            "only a flag says this",
            "bare et flagg sier dette",
            "leave it empty",
            "la det stå tomt",
        )
        return
    if not (proposed.place or proposed.about or proposed.engagement):
        yield Doubt(
            "place",
            "a flag is about a place or a record",
            "et flagg gjelder et sted eller en post",
            "name one",
            "oppgi det",
        )
    for name in NEEDED:
        if not getattr(proposed.flagged, name):
            yield Doubt(f"flagged.{name}", "this is needed", "dette må sies", "say it", "oppgi det")


def raised_on(said: Flagged) -> dict[str, Any]:
    """What of a flag is never rewritten."""
    return {name: getattr(said, name) for name in Flagged.model_fields if name not in BECOMES}


def _unchanged(dossier: Dossier, proposed: Assessment) -> Iterator[Doubt]:
    before = dossier.get(Assessment, proposed.id)
    if before is None or before.flagged is None:
        return
    rest = [name for name in Assessment.model_fields if name not in FREE | {"id", "flagged"}]
    said = {name: (getattr(before, name), getattr(proposed, name)) for name in rest}
    is_raised = raised_on(proposed.flagged) if proposed.flagged else {}
    said |= {f"flagged.{name}": (was, is_raised.get(name)) for name, was in raised_on(before.flagged).items()}
    for name, (was, is_) in said.items():
        # A field that is not seen may be said by whoever sees it: only what is seen can be rewritten.
        if was != is_ and was not in (None, "", ()):
            yield _rewritten(name)
    if not all(piece in proposed.evidence for piece in before.evidence):
        yield _rewritten("evidence")


def _rewritten(name: str) -> Doubt:
    return Doubt(
        name,
        "what a flag was raised on is not rewritten",
        "det et flagg bygger på, skrives ikke om",
        "dismiss this one with a reason, and raise a new one",
        "avvis dette med en begrunnelse, og reis et nytt",
    )
