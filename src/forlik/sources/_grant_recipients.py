"""Where a grant of a list goes: a country by any of its names or codes, or what is no country, kept as it is called."""

import functools
import re
from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from forlik.iati.standard.lists import codelists
from forlik.places import resolve_column

COUNTRY, REGION, GLOBAL, UNSPECIFIED, UNKNOWN = "country", "region", "global", "unspecified", "unknown"
MULTILATERAL, DONOR_SIDE = "multilateral", "donor_side"
KINDS = (COUNTRY, REGION, GLOBAL, MULTILATERAL, DONOR_SIDE, UNSPECIFIED, UNKNOWN)
WORDS = (
    (REGION, re.compile(r"\bregional|\bregion\b|\bregionen\b")),
    (GLOBAL, re.compile(r"\bglobal")),
    (MULTILATERAL, re.compile(r"\bmultilateral")),
    (DONOR_SIDE, re.compile(r"\badministration\b|\badministrasjon\b")),
    (UNSPECIFIED, re.compile(r"\bunspecified\b|\buspesifisert\b|\bnot geographically\b|\bunallocated\b|\bufordelt\b")),
)
"""Words by which a recipient is no country, tried in this order; Norad's own code goes by the first four."""
WHOLE_WORLD = "998"
"""The DAC's code of developing countries, unspecified."""
CODE = re.compile(r"\d{1,4}")


@functools.cache
def regions() -> frozenset[str]:
    """The DAC's codes of regions, from IATI's list Region; it has no list of the DAC's codes of countries."""
    return frozenset(codelists()["Region"])


def kind_of(name: str, code: str) -> str:
    """What a recipient is by its words and its CRS number, when that tells that it is no country; empty otherwise."""
    told = name.casefold()
    for kind, words in WORDS:
        if words.search(told):
            return kind
    if code in regions():
        return UNSPECIFIED if code == WHOLE_WORLD else REGION
    return ""


def recipients(
    texts: Mapping[str, Sequence[str | None]], years: Sequence[int]
) -> tuple[list[str | None], list[str], list[str]]:
    """The recipients of a list.

    Args:
        texts: Column of ``RECIPIENTS`` → its cells, n rows; columns that the list has not are absent.
        years: Year of each row.

    Returns:
        ISO3 codes (nothing where it is no country), one of ``KINDS``, and why it is unknown (empty where it is not).
    """
    rows = len(years)
    trimmed = {
        name: [(text or "").strip() for text in texts.get(name, [None] * rows)]
        for name in ("recipient", "recipient_nb", "recipient_crs", "recipient_iso3")
    }
    resolved = [
        _resolved("iso3", [text.upper() for text in trimmed["recipient_iso3"]], years),
        _resolved("name", trimmed["recipient"], years),
        _resolved("name", trimmed["recipient_nb"], years),
    ]
    found = [_one(trimmed, resolved, row) for row in range(rows)]
    return [one[0] for one in found], [one[1] for one in found], [one[2] for one in found]


def _one(
    texts: Mapping[str, Sequence[str]], resolved: Sequence[Sequence[str | None]], row: int
) -> tuple[str | None, str, str]:
    names = [texts[name][row] for name in ("recipient", "recipient_nb")]
    code = texts["recipient_crs"][row]
    kind = kind_of(" ".join(names), code)
    answers = {column[row] for column in resolved} - {None}
    if kind:
        return None, kind, ""
    if len(answers) > 1:
        return None, UNKNOWN, "its names and codes mean different places"
    if answers:
        return answers.pop(), COUNTRY, ""
    if any(names) or texts["recipient_iso3"][row]:
        return None, UNKNOWN, "no place has that name or code"
    if CODE.fullmatch(code):
        return None, UNKNOWN, "its CRS number is no region's, and no list of the numbers of countries is held"
    return None, UNSPECIFIED, ""


def _resolved(system: str, texts: Sequence[str], years: Sequence[int]) -> list[str | None]:
    """Places of texts at their own year, or else as they are meant today."""
    asked = pa.array([text or None for text in texts], pa.string())
    then, strange = resolve_column(system, asked, pa.array(years, pa.int64()))
    if strange:
        today, _ = resolve_column(system, asked)
        then = pc.coalesce(then, today)
    codes: list[str | None] = then.to_pylist()
    return codes
