"""Recording a draft: the facets that changed and no others."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from forlik.desk.access.labels import PUBLIC
from forlik.desk.records.change import Change, Grounds
from forlik.desk.records.together import record_together
from forlik.desk.register.forms.draft import Draft
from forlik.desk.register.forms.judged import Judged
from forlik.desk.register.forms.kept import Spot
from forlik.desk.register.writing import GROUNDS, REVIEW_DAYS
from forlik.register.facets import OPEN
from forlik.register.rows import Row

MISTAKE = "recorded by mistake"
"""What the public is told of why a text was withdrawn: the reason itself is for the staff."""


def record(draft: Draft, judged: Judged, file: str) -> bool:
    """Record what changed.

    Args:
        draft: What was written.
        judged: What was found in it: nothing wrong.
        file: The engagement in whose file a new record stands.

    Returns:
        Whether anything was to be recorded.

    Raises:
        ForlikError: It is not recorded, and nothing of it is.
    """
    viewed = draft.asked.viewed
    changes = (*_changes(draft, judged, file), *_called_back(draft, judged))
    if changes:
        record_together(changes, viewed.person, viewed.now)
    return bool(changes)


def _changes(draft: Draft, judged: Judged, file: str) -> Iterator[Change]:
    review = (draft.asked.viewed.now + timedelta(days=REVIEW_DAYS)).date()
    for spot, body in sorted(_unpublished(draft, judged).items()):
        before = draft.now.get(spot)
        if before is not None and before.body == body:
            continue
        yield Change(
            record=draft.id,
            concept=draft.concept,
            facet=spot.facet.word,
            label=spot.label,
            body=body,
            expected=draft.seen.get(spot, 0),
            known_at=_known_at(draft, before) if draft.corrects else None,
            file=file,
            grounds=None if before or spot.label == PUBLIC else Grounds(*GROUNDS, review),
        )


def _unpublished(draft: Draft, judged: Judged) -> Mapping[Spot, Mapping[str, Any]]:
    """The bodies, without another text for the public: what was changed of it is for the staff until it is released."""
    bodies = {spot: body for spot, body in judged.bodies.items() if spot.label != PUBLIC}
    for spot, row in draft.now.items():
        after = judged.bodies.get(spot, row.body)
        if spot.label == PUBLIC and after != row.body:
            there = draft.keeping.target(spot.facet)
            base = {**(row.body if there not in draft.now else {}), **bodies.get(there, {})}
            kept = {name: value for name, value in base.items() if name in after or name not in row.body}
            bodies[there] = kept | {name: value for name, value in after.items() if value != row.body.get(name)}
    return bodies


def _called_back(draft: Draft, judged: Judged) -> Iterator[Change]:
    """What is withdrawn is withdrawn from the public, too, where a text of its own was released: without the reason."""
    public = draft.asked.viewed.latest(draft.id).get((OPEN.word, PUBLIC))
    gone = {spot.label for spot, body in judged.bodies.items() if body.get("withdrawn")}
    if public and gone and PUBLIC not in gone:
        body = {**public.body, "withdrawn": MISTAKE}
        yield Change(draft.id, draft.concept, OPEN.word, PUBLIC, body, expected=public.n)


def _known_at(draft: Draft, before: Row | None) -> datetime:
    """When the first wording could be known: a facet that a correction begins is as old as the newest of the others."""
    return before.known_at if before else max(row.known_at for row in draft.now.values())
