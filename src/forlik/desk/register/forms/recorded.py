"""Recording a draft: the facets that changed and no others, the persons' own keys, and what stands against it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from forlik.desk.access.labels import PUBLIC
from forlik.desk.access.log import writing
from forlik.desk.access.models import PersonKey
from forlik.desk.records.change import Change, Grounds
from forlik.desk.records.personal import tell_of
from forlik.desk.records.together import record_together
from forlik.desk.register.forms.draft import Draft
from forlik.desk.register.forms.judged import Judged
from forlik.desk.register.writing import GROUNDS, REVIEW_DAYS
from forlik.register.concepts import Actor
from forlik.register.facets import personal
from forlik.register.rows import Row

DAYS_OF_YEAR = 365.25


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
    changes = tuple(_changes(draft, judged, file))
    if changes:
        with writing():
            _tell(draft, changes)
            record_together(changes, viewed.person, viewed.now)
    return bool(changes)


def _changes(draft: Draft, judged: Judged, file: str) -> Iterator[Change]:
    review = (draft.asked.viewed.now + timedelta(days=REVIEW_DAYS)).date()
    about = _about_person(draft, judged)
    for spot, body in sorted(judged.bodies.items()):
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
            personal={name: draft.id for name in about if name in body},
        )


def _known_at(draft: Draft, before: Row | None) -> datetime:
    """When the first wording could be known: a facet that a correction begins is as old as the newest of the others."""
    return before.known_at if before else max(row.known_at for row in draft.now.values())


def _about_person(draft: Draft, judged: Judged) -> frozenset[str]:
    """The fields that are sealed with the person's own key: of a person, those about a natural person."""
    is_person = isinstance(judged.record, Actor) and judged.record.kind == "person"
    known = is_person or PersonKey.objects.filter(pk=draft.id).exists()
    return frozenset(personal(draft.kind)) if known else frozenset()


def _tell(draft: Draft, changes: tuple[Change, ...]) -> None:
    """State why the register tells of a person, when it first does."""
    told = [why for name, why in personal(draft.kind).items() if any(name in one.personal for one in changes)]
    if told and not PersonKey.objects.filter(pk=draft.id).exists():
        years = max(why.retention for why in told)
        tell_of(
            draft.id,
            "; ".join(dict.fromkeys(why.purpose for why in told)),
            "; ".join(dict.fromkeys(why.legal_basis for why in told)),
            draft.asked.day + timedelta(days=round(years * DAYS_OF_YEAR)),
            draft.asked.viewed.person,
            draft.asked.viewed.now,
        )
