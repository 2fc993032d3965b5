"""An option as it was written in the form: what stands in its inputs, and the option that they name."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _t

from forlik import places
from forlik.core.errors import PlaceRefused, UsageError
from forlik.core.printable import printable
from forlik.desk.register import answering
from forlik.desk.register.answering import Form
from forlik.desk.register.asked import Asked
from forlik.register.concepts import Engagement, Process
from forlik.register.day import EARLIEST, first_day, last_day
from forlik.register.option import Option
from forlik.register.vocabulary import vocabulary

INPUTS = ("place", "pillar", "mode", "first", "last", "finding", "citation", "obtained")
WORLD = "World"
LONGEST = 60
Wrong = list[tuple[str, str]]
"""Name of an input, or nothing, and what is wrong there."""


def begun(given: Mapping[str, str]) -> Form:
    """The form as it begins: what the address says already stands in it."""
    known = {name: printable(given.get(name, ""), LONGEST).strip() for name in INPUTS[:5]}
    return {**answering.empty(INPUTS, ""), **known}


def sent(form: Mapping[str, str]) -> Form:
    """The form as it was sent."""
    return answering.sent(form, INPUTS)


def option_in(asked: Asked, given: Form) -> tuple[Option | None, Wrong]:
    """The option that a form names, or everything that is wrong with its four parts."""
    wrong: Wrong = []
    place = _place(asked, given["place"], wrong)
    for name, words, text in (
        ("pillar", "pillars", _t("Choose a pillar.")),
        ("mode", "option_modes", _t("Choose what would be done.")),
    ):
        if given[name] not in vocabulary(words):
            wrong.append((name, text))
    period = _period(given, asked.day, wrong)
    if wrong or place is None or period is None:
        return None, wrong
    try:
        return Option(place, given["pillar"], given["mode"], *period), []
    except UsageError:
        return None, [("place", _t("This cannot be the place of an option."))]


def _place(asked: Asked, text: str, wrong: Wrong) -> str | None:
    """The code of a place; nothing is guessed, for it is recorded."""
    if not text:
        wrong.append(("place", _t("Name the place.")))
        return None
    if text.casefold() == WORLD.casefold():
        return WORLD
    if text in _ours(asked):
        return text
    try:
        return places.place(text, asked.day).iso3
    except PlaceRefused as error:
        shown = printable(text, LONGEST)
        wrong.append(("place", _t("“{text}” is not the name or code of one place.").format(text=shown)))
        if error.candidates:
            near = _t("Do you mean {places}?").format(places=", ".join(error.candidates[:5]))
            wrong.append(("place", near))
        return None


def _period(given: Form, today: date, wrong: Wrong) -> tuple[date, date] | None:
    """First and last day; the last is that of what the period begins with where no other is said."""
    if not given["first"]:
        wrong.append(("first", _t("Say when it would begin.")))
        return None
    found = []
    for name, text, end in (("first", given["first"], first_day), ("last", given["last"] or given["first"], last_day)):
        try:
            found.append(end(text))
        except ValueError:
            said = printable(text, LONGEST)
            what = _t("“{text}” is no day from {year} on: write it as 2027, 2027-03 or 2027-03-15.")
            wrong.append((name, what.format(text=said, year=EARLIEST)))
    if len(found) < 2:  # noqa: PLR2004 - first and last
        return None
    first, last = found
    if last < first:
        wrong.append(("last", _t("It would end before it begins.")))
    elif last < today:
        wrong.append(("last" if given["last"] else "first", _t("This period is over: an option is still to come.")))
    return first, last


def _ours(asked: Asked) -> frozenset[str]:
    """Places by the words in which engagements and processes that are seen have them: some stand in no list."""
    dossier = asked.viewed.dossier
    engagements = (code for one in dossier.every(Engagement) for code in one.places)
    return frozenset(engagements) | {code for one in dossier.every(Process) for code in one.places}
