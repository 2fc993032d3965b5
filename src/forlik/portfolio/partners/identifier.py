"""Identifiers of organisations as the IATI standard has them, and what is written in their place and is none."""

import csv
import re
import unicodedata
from functools import cache, lru_cache
from hashlib import sha256
from importlib.resources import files
from itertools import accumulate

from forlik.iati.standard import codelists
from forlik.places.folding import fold

KEPT = 131_072
BY_NAME = "name:"
"""How the key of a partner begins that is told by its name alone."""
LONGEST = 160
"""Letters of a folded name in a key; a longer one is cut, and told apart by its digest."""
CHANNEL_AGENCY = "XM-DAC"
"""The agency whose codes the first version of the standard wrote bare."""
_OF_FIRST_VERSION = re.compile(r"[A-Z]{2}-\d{1,3}")
_FORBIDDEN = frozenset("/&|?")
_NATIONAL = re.compile(r"^([A-Z]{2})-")
"""An identifier of an organisation begins with the list that it stands on, and a national list with its country."""
_NO_COUNTRY = frozenset({"XM", "XI", "XR"})
"""Lists of no country: the DAC's codes, international lists, researchers."""


folded = lru_cache(maxsize=KEPT)(fold)
"""A name as :func:`forlik.places.folding.fold` gives it: the same few stand in very many flows."""


@lru_cache(maxsize=KEPT)
def identifier(stated: str | None) -> str | None:
    """The identifier that is meant by a reference.

    The standard asks for the code of a registration agency, a hyphen and the organisation's number with it
    (https://iatistandard.org/en/guidance/standard-guidance/organisation-identifiers/). Here the agency is written as
    on the standard's list whatever its case; a bare code of the DAC's list of channels, as files of the first version
    have it, gets its agency (``41114`` is ``XM-DAC-41114``); a donor's agency of that version (``GB-1``) stays as it
    is. A code of a *kind* of organisation (``52000``, other) says nothing of which one it is.

    Args:
        stated: The reference as a file has it.

    Returns:
        The identifier; nothing where none is meant: nothing stated, a code of a kind, or what no list knows.
    """
    text = " ".join(unicodedata.normalize("NFKC", stated or "").split())
    if not text or any(letter in _FORBIDDEN or letter == " " for letter in text):
        return None
    upper = text.upper()
    bare = upper.removeprefix(f"{CHANNEL_AGENCY}-")
    if bare in kinds():
        return None
    if bare.isascii() and bare.isdigit() and (bare != upper or bare in _channels()):
        return f"{CHANNEL_AGENCY}-{bare}"
    agency = next((one for one in reversed([*accumulate(upper.split("-"), _hyphened)]) if one in _agencies()), None)
    if agency and len(text) > len(agency) + 1:
        return agency + text[len(agency) :]
    if _OF_FIRST_VERSION.fullmatch(upper) or upper in codelists()["OrganisationIdentifier"]:
        return upper
    return None


def by_name(name: str | None) -> str | None:
    """The key of an organisation that is told by its name alone; nothing where the name names nobody."""
    short = folded(name or "")
    if not short or short in no_names():
        return None
    if len(short) > LONGEST:
        short = short[:LONGEST] + sha256(short.encode()).hexdigest()[:16]
    return BY_NAME + short


def key(stated: str | None, name: str | None) -> str:
    """By what an organisation is told: its identifier, else its name, else what stands in the identifier's place.

    Args:
        stated: The reference as a file has it.
        name: The name as a file has it.

    Returns:
        The key; empty where nothing is said.
    """
    # A name that says it is withheld is not told by what else stands in the identifier's place.
    kind = stated if _kind_of(stated) is None and folded(name or "") not in no_names() else None
    return identifier(stated) or by_name(name) or by_name(kind) or ""


def is_local(ref: str | None, iso2: str) -> bool | None:
    """Whether an organisation is registered in a country; nothing where its identifier does not say.

    An identifier that stands on a list of the country says yes; one on another country's list no. Lists of no country
    (multilateral organisations among them), numbers alone and no identifier say nothing: an office of the organisation
    may be meant, and who gets the money after it is not told.

    Args:
        ref: Its identifier.
        iso2: The country's two letters.
    """
    found = _NATIONAL.match((ref or "").strip())
    if not found or found[1] in _NO_COUNTRY:
        return None
    return found[1] == iso2


def _kind_of(stated: str | None) -> str | None:
    return kinds().get((stated or "").strip().upper().removeprefix(f"{CHANNEL_AGENCY}-"))


@cache
def kinds() -> dict[str, str]:
    """Codes of the DAC's list of channels that name a kind of organisation, and what it is, as we read that list."""
    rows = csv.DictReader((files(__package__) / "channel_classes.csv").read_text("utf-8").splitlines())
    return {row["code"]: row["title"] for row in rows}


@cache
def no_names() -> frozenset[str]:
    """What is written in the place of a name, folded: that it is withheld, or not known. Our own list."""
    rows = csv.DictReader((files(__package__) / "no_names.csv").read_text("utf-8").splitlines())
    return frozenset(folded(row["name"]) for row in rows)


@cache
def _channels() -> frozenset[str]:
    lists = codelists()
    return frozenset(code for name in ("CRSChannelCode", "OrganisationIdentifier") for code in lists[name])


@cache
def _agencies() -> frozenset[str]:
    return frozenset(code.upper() for code in codelists()["OrganisationRegistrationAgency"])


def _hyphened(one: str, other: str) -> str:
    return f"{one}-{other}"
