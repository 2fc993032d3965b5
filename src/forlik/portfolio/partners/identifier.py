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
    """The key of an organisation that is told by its name alone; nothing where the name says nothing."""
    folded = fold(name or "")
    if not folded:
        return None
    if len(folded) > LONGEST:
        folded = folded[:LONGEST] + sha256(folded.encode()).hexdigest()[:16]
    return BY_NAME + folded


def key(stated: str | None, name: str | None) -> str:
    """By what an organisation is told: its identifier, else its name, else what stands in the identifier's place.

    Args:
        stated: The reference as a file has it.
        name: The name as a file has it.

    Returns:
        The key; empty where nothing is said.
    """
    kind = stated if _kind_of(stated) is None else None
    return identifier(stated) or by_name(name) or by_name(kind) or ""


def kind_title(stated: str | None) -> str:
    """What a code of a kind of organisation says; empty for any other reference."""
    return _kind_of(stated) or ""


def _kind_of(stated: str | None) -> str | None:
    return kinds().get((stated or "").strip().upper().removeprefix(f"{CHANNEL_AGENCY}-"))


@cache
def kinds() -> dict[str, str]:
    """Codes of the DAC's list of channels that name a kind of organisation, and what it is, as we read that list."""
    rows = csv.DictReader((files(__package__) / "channel_classes.csv").read_text("utf-8").splitlines())
    return {row["code"]: row["title"] for row in rows}


@cache
def _channels() -> frozenset[str]:
    lists = codelists()
    return frozenset(code for name in ("CRSChannelCode", "OrganisationIdentifier") for code in lists[name])


@cache
def _agencies() -> frozenset[str]:
    return frozenset(code.upper() for code in codelists()["OrganisationRegistrationAgency"])


def _hyphened(one: str, other: str) -> str:
    return f"{one}-{other}"
