"""A listing check as it was written: what was chosen of the candidates, and the assessment that it makes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.utils.translation import gettext as _t

from forlik.desk.register.asked import Asked
from forlik.desk.register.writing import new_id
from forlik.listed import Candidate, Held
from forlik.register.concepts import Actor, Assessment
from forlik.register.facets import OPEN
from forlik.register.placing import together

NONE = "none"
LATER = "later"
"""Said in the place of a name where somebody else shall clear it, in person."""
LONGEST = 300
"""Letters of a list's name; of an entry 200."""
LONGEST_ENTRY = 200


@dataclass(frozen=True)
class Written:
    """What stands in the form.

    Args:
        matched: Candidates that are ticked, by their turns.
        none: Whether it is said that none of them is meant.
        restricts: Turn → what it is said to restrict.
        sure: Turn → how sure the match is.
        cleared_by: Who cleared it: whoever records it, or nobody yet.
        finding: What was found.
    """

    matched: tuple[int, ...] = ()
    none: bool = False
    restricts: tuple[tuple[str, ...], ...] = ()
    sure: tuple[str, ...] = ()
    cleared_by: str = ""
    finding: str = ""


def begun(candidates: Sequence[Candidate]) -> Written:
    """The form as it begins: nothing is chosen, and what the lists seem to restrict is suggested."""
    return Written((), False, tuple(one.restricts for one in candidates), tuple(one.sure for one in candidates))


def sent(form: Any, candidates: Sequence[Candidate]) -> Written:
    """The form as it was sent."""
    turns = range(len(candidates))
    given = set(form.getlist("match"))
    return Written(
        matched=tuple(turn for turn in turns if mark(candidates[turn]) in given),
        none=NONE in given,
        restricts=tuple(tuple(form.getlist(f"restricts-{turn}")) for turn in turns),
        sure=tuple(form.get(f"sure-{turn}", "").strip() for turn in turns),
        cleared_by=form.get("cleared_by", "").strip(),
        finding=form.get("finding", "").strip(),
    )


def mark(one: Candidate) -> str:
    """By what a candidate is named in the form: of the same one on two files, each by its own."""
    return f"{one.held.basis.number} {one.id}"


def wrong(written: Written, person: str) -> list[str]:
    """What stands against the form, as somebody sends it."""
    found = []
    if written.none == bool(written.matched):
        found.append(_t("Say which entries are meant, or that none is."))
    if any(not written.restricts[turn] for turn in written.matched):
        found.append(_t("Say of each entry that is meant what it restricts, or that it restricts nothing."))
    if any(not written.sure[turn] for turn in written.matched):
        found.append(_t("Say how sure it is that the listed one is meant."))
    if written.cleared_by not in (person, LATER):
        found.append(_t("Say whether you clear it yourself, or somebody else shall."))
    return found


def check(
    asked: Asked, file: str, actor: Actor, written: Written, candidates: Sequence[Candidate], lists: Sequence[Held]
) -> Assessment:
    """The listing check: what each list that was looked at restricts, with the digests of the lists as evidence.

    Raises:
        BadInput: It says what cannot be.
    """
    listings = [_listing(candidates[turn], written, turn) for turn in written.matched]
    met = {candidates[turn].held.basis.number for turn in written.matched}
    listings += [_clear(one) for one in lists if one.basis.number not in met]
    every = dict.fromkeys(word for turn in written.matched for word in written.restricts[turn])
    said = {
        "kind": "listing_check",
        "about": actor.id,
        "engagement": file,
        "made_on": asked.day.isoformat(),
        "author": asked.viewed.person.id,
        "lists": [f"{one.title}, {one.dated}"[:LONGEST] for one in lists],
        "listings": listings,
        "restricts": [one for one in every if one != NONE] or [NONE],
        "evidence": [_cited(one) for one in lists],
        **({} if written.cleared_by == LATER else {"cleared_by": written.cleared_by}),
        **({"finding": written.finding} if written.finding else {}),
    }
    made = together("assessment", new_id(), {OPEN: said})
    return cast("Assessment", made)


def _listing(one: Candidate, written: Written, turn: int) -> dict[str, Any]:
    name = f"{one.held.title}: {one.lists}"
    entry = f"{one.id}: {one.name}"
    return {
        "name": name[:LONGEST],
        "dated": one.held.dated,
        "entry": entry[:LONGEST_ENTRY],
        "restricts": list(written.restricts[turn]),
        "match": written.sure[turn],
    }


def _clear(one: Held) -> dict[str, Any]:
    return {"name": one.title[:LONGEST], "dated": one.dated, "restricts": [NONE]}


def _cited(one: Held) -> dict[str, str]:
    return {
        "citation": one.basis.citation,
        "url": one.basis.url,
        "content_hash": one.basis.sha256,
        "obtained": "dataset",
        "dated": one.dated,
        "basis": "verified-dataset",
        "confidence": "high",
    }
