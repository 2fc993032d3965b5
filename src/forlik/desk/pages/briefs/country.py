"""The country brief itself: a file in one of four forms, at an address that names the country and the form."""

from forlik import places
from forlik.desk import briefs
from forlik.desk.answer import Answer, Elsewhere
from forlik.desk.question import Question

PATH = "briefs/country/<str:name>"
ACCESS = "public"


def answer(asked: Question, name: str) -> Answer | Elsewhere:
    """The brief of one country, not yet written.

    Raises:
        PlaceRefused: The name is ambiguous or unknown.
        UsageError: No brief is written in the language asked for.
    """
    place, _guessed = places.guess(name)
    if place.iso3 != name:
        return Elsewhere(f"/briefs/country/{place.iso3}")
    document = briefs.country(asked, place.iso3, briefs.language_of(asked))
    return Answer(title=document.title, shows={"document": document})
