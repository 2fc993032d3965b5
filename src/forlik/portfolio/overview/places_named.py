"""What a place of the matrix is called, and how an address names it."""

from forlik import places
from forlik.iati.standard import codelists
from forlik.portfolio.cube.marking import COUNTRY, NOWHERE, REGION, STRANGE
from forlik.portfolio.matrix.cells import EVERY, Where

BEGINNINGS = {REGION: "region-", STRANGE: "code-"}
WHOLE = {NOWHERE: "no-place", EVERY: EVERY}


def place_name(where: Where, language: str = "en") -> str:
    """What a country or a region is called; a code that is none's is its own name. Others have none.

    Args:
        where: Kind of place and its code.
        language: Language of a country's name; the names of regions are those of the IATI list, English.
    """
    kind, code = where
    if kind == COUNTRY:
        return places.by_code("iso3", code).name(language)
    if kind == REGION and code in codelists()["Region"]:
        return codelists()["Region"][code].name
    return code


def slug_of(where: Where) -> str:
    """A place as a part of an address: ``COL``, ``region-298``, ``code-QQ``, ``no-place``, ``all``.

    A code that an address cannot hold has none: then it is empty.
    """
    kind, code = where
    if kind in WHOLE:
        return WHOLE[kind]
    return "" if not code or "/" in code else BEGINNINGS.get(kind, "") + code


def read_slug(slug: str) -> Where:
    """The place that a part of an address names.

    Raises:
        PlaceRefused: It names none.
    """
    for kind, said in WHOLE.items():
        if slug == said:
            return kind, ""
    for kind, beginning in BEGINNINGS.items():
        if slug.startswith(beginning):
            return kind, slug.removeprefix(beginning)
    return COUNTRY, places.by_code("iso3", slug).iso3
