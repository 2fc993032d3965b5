"""Search: from a name in any language to a place; its JSON feeds the suggestions."""

from django.utils.translation import gettext_lazy as _

from forlik import places
from forlik.core.errors import PlaceRefused
from forlik.desk.answer import Answer, Elsewhere
from forlik.desk.question import Question
from forlik.places import Place

PATH = "search"
EXAMPLE = "/search?q=guinea"
ACCESS = "public"
TITLE = _("Find a country or territory")

MOST = 12
SHOWN = frozenset({"state", "territory", "disputed", "former"})


def answer(asked: Question) -> Answer | Elsewhere:
    """The place meant, or those that may be."""
    text = asked.given.get("q", "").strip()[:80]
    found = [place for place in places.search(text, MOST, asked.language) if place.kind in SHOWN]
    meant = _meant(text)
    if meant is not None and "suggest" not in asked.given:
        return Elsewhere(f"/country/{meant.iso3}", without=("q",))
    if not found and meant is not None:
        found = [meant]
    return Answer(
        title=str(TITLE),
        shows={"text": text, "places": [(place, place.name(asked.language)) for place in found]},
        data=lambda: [{"name": place.name(asked.language), "iso3": place.iso3} for place in found],
    )


def _meant(text: str) -> Place | None:
    if not text:
        return None
    try:
        place, _guessed = places.guess(text)
    except PlaceRefused:
        return None
    return place if place.kind in SHOWN else None
