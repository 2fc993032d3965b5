"""What is asked of a donor, and what is found of it: a year, its money, its traces, and a list of one's own."""

from forlik import places
from forlik.core.errors import NoData, PlaceRefused
from forlik.core.settings import setting
from forlik.desk.public import grants_are_shown
from forlik.desk.question import Question
from forlik.places import Place
from forlik.portfolio.donor import Donor, OwnList, Traced, donor, own_list, prefixes_of, traced


def picture(asked: Question, place: Place, year: int | None) -> tuple[Donor | None, str]:
    """The donor's year, or why nothing is known of it."""
    try:
        return donor(asked.world, place.iso3, year), ""
    except NoData as nothing:
        return None, nothing.reason


def money_traced(asked: Question, place: Place) -> tuple[tuple[Traced, ...], str]:
    """Where the donor's money stands in others' reports, or why nothing is known of that."""
    prefixes = prefixes_of(place)
    try:
        return (traced(asked.world, prefixes) if prefixes else ()), ""
    except NoData as nothing:
        return (), nothing.reason


def own_here(asked: Question, place: Place, year: int | None) -> OwnList | None:
    """The own list, only of the home country, and only where the deployment says that everybody may see its totals."""
    try:
        home = places.guess(setting("home_actor"))[0]
        if not grants_are_shown() or place != home:
            return None
        return own_list(asked.world, year)
    except (NoData, PlaceRefused):
        return None
