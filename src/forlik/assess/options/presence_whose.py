"""Whose an organisation is, by the reference that a file gives it: the home actor's, another's, or not to be told.

References are those of the IATI standard: the code of a register, then the number in it. A register's code begins with
its country's (``NO-BRC-…``, ``GB-COH-…``), or with its country's and province's (``CA_ON-…``). The register ``XM-DAC``
is the list of the OECD's Development Assistance Committee, in which a country that gives is a number of its own, and
its agencies stand behind that (``XM-DAC-8-1``). Which number is whose stands in ``presence_donors.csv``, by the
committee's reporting codes; so do countries that report to it and are no members.

What has no reference, or one of a register that is no country's (``XI-…``, ``XR-…``), may be anybody's: nothing is
guessed from a name.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from forlik import places
from forlik.core.errors import PlaceRefused, UsageError
from forlik.core.settings import setting
from forlik.places import Place

Whose = Literal["home", "other", "unknown"]
REGISTER = re.compile(r"([A-Z]{2})(?:_[A-Z]{2})?-.")
"""A country's code, perhaps a province's, and then the register's."""
DAC = re.compile(r"XM-DAC-(\d+)(?:-|$)")
INTERNATIONAL = re.compile(r"9\d\d|4\d{4}")
"""The committee's codes of organisations between states: as whoever reports, and as channels of delivery."""


@dataclass(frozen=True, slots=True)
class Home:
    """The home actor, as references name it.

    Args:
        place: Which country it is.
        marks: How references of its organisations begin, for people to read.
    """

    place: Place
    marks: tuple[str, ...]

    def whose(self, ref: str) -> Whose:
        """Whose the organisation with this reference is; the state's and others of the country alike."""
        country = country_of(ref)
        if country is None:
            return "unknown"
        return "home" if country == self.place.iso3 else "other"


def home_actor(name: str = "") -> Home:
    """The home actor by which presence is told.

    Args:
        name: Any name or code of the home country; the setting ``home_actor`` when empty.

    Raises:
        PlaceRefused: It is no place.
        UsageError: No reference can name it: it is no country.
    """
    place = places.place(name or setting("home_actor"))
    marks = _marks(place)
    if not marks:
        raise UsageError(
            f"{place.name()} is no country that references of organisations can name",
            where="home_actor",
            remedy="set it to a country, as any name or code",
        )
    return Home(place, marks)


def country_of(ref: str) -> str | None:
    """The country, in ISO's three letters, whose organisation a reference names.

    Returns:
        The country; empty for an organisation between states; nothing where the reference does not tell.
    """
    plain = ref.strip().upper()
    if donor := DAC.match(plain):
        return _donors().get(donor[1]) or ("" if INTERNATIONAL.fullmatch(donor[1]) else None)
    register = REGISTER.match(plain)
    if register is None:
        return None
    try:
        return places.by_code("iati", register[1]).iso3
    except PlaceRefused:
        return None


def _marks(place: Place) -> tuple[str, ...]:
    code = place.code("iati")
    registers = (f"{code}-",) if code and code.isalpha() else ()
    return (*registers, *(f"XM-DAC-{donor}" for donor, iso3 in _donors().items() if iso3 == place.iso3))


@cache
def _donors() -> dict[str, str]:
    text = (files("forlik.assess.options") / "presence_donors.csv").read_text(encoding="utf-8")
    return {row["donor"]: row["iso3"] for row in csv.DictReader(text.splitlines())}
