"""The Briefs page: which briefs there are, and the four forms of the one that is asked for."""

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik import places
from forlik.briefs.notes import Notes
from forlik.core.errors import PlaceRefused
from forlik.desk import briefs
from forlik.desk.answer import Answer
from forlik.desk.question import Question
from forlik.places import Place, lexicon

PATH = "briefs"
EXAMPLE = "/briefs?country=COL"
ACCESS = "public"
TITLE = _("Briefs")


def answer(asked: Question) -> Answer:
    """What can be asked for, and the forms of the brief that is asked for.

    Raises:
        UsageError: No brief is written in the language asked for.
    """
    name, language = asked.given.get("country", "").strip(), briefs.language_of(asked)
    shows: dict[str, Any] = {
        "country": name,
        "languages_of_briefs": [(code, said, code == language) for code, said in briefs.LANGUAGES.items()],
    }
    if not name:
        return _page(shows)
    try:
        place, _guessed = places.guess(name)
    except PlaceRefused as refused:
        return _which(asked, name, refused, shows)
    document = briefs.country(asked, place.iso3, language)
    notes = Notes(document)
    shows |= {
        "country": place.name(asked.language),
        "place": place,
        "document": document,
        "notes": len(notes.every),
        "sources": len(notes.citations),
        "forms": [
            (said, asked.address(f"/briefs/country/{place.iso3}.{form}", {"language": language}))
            for form, said in briefs.NAMES.items()
        ],
    }
    return _page(shows, bases=tuple(notes.files), snippet=_snippet(asked, place, language))


def _page(shows: dict[str, Any], **more: Any) -> Answer:
    lead = _t("Papers to take along: every figure and every fact has a note that leads back to where it stands.")
    return Answer(title=str(TITLE), lead=lead, shows=shows, **more)


def _which(asked: Question, name: str, refused: PlaceRefused, shows: dict[str, Any]) -> Answer:
    """The places that may be meant: 300 when the name means several, 404 when it is only close to some."""
    found = [places.place(candidate) for candidate in refused.candidates]
    several = bool(found) and (bool(lexicon.meant(name)) or lexicon.ever_refused(name))
    fields = {"language": asked.given.get("language", "")}
    meant = [
        (place.name(asked.language), place.iso3, asked.address("/briefs", {"country": place.iso3, **fields}))
        for place in found
    ]
    return _page({**shows, "refused": refused.what, "meant": meant}, status=300 if several else 404)


def _snippet(asked: Question, place: Place, language: str) -> str:
    return (
        "from pathlib import Path\n\nimport forlik\nfrom forlik.briefs.country import country_brief\n"
        f'from forlik.briefs.writing import saved\n\nworld = forlik.world("{asked.day}")\n'
        f'saved(country_brief(world, "{place.iso3}", language="{language}"), Path("{place.iso3}.pdf"))'
    )
