"""Which place is meant, when a name may mean several or none."""

from django.utils.translation import gettext as _t

from forlik import places
from forlik.core.errors import PlaceRefused
from forlik.desk.answer import Answer
from forlik.desk.question import Question
from forlik.places import lexicon


def which(asked: Question, name: str, refused: PlaceRefused) -> Answer:
    """The places that may be meant: 300 when the name means several, 404 when it is only close to some."""
    several = bool(lexicon.meant(name)) or lexicon.ever_refused(name)
    found = [places.place(candidate) for candidate in refused.candidates]
    return Answer(
        title=_t("Which place is meant?") if found else _t("No such place"),
        lead=refused.what,
        shows={"places": [(place, place.name(asked.language)) for place in found]},
        status=300 if several and found else 404,
        template="which.html",
    )
