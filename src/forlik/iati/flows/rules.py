"""The named rules by which a row of the flow table is made, and the sentence that tells them."""

import functools
from collections.abc import Mapping

from forlik.core.errors import UsageError
from forlik.iati.flows.beside import listed

PLACE_RULES: Mapping[str, str] = {
    "as_percentages_say": "countries and regions are one whole if their percentages together come nearer to 100 than "
    "those of the countries alone; without percentages, or else, the regions are left out",
    "country_first": "regions are left out wherever a country is stated",
    "percentages_over_both": "countries and regions are always parts of one whole",
}
CONVERSIONS: Mapping[str, str] = {
    "rates": "by the rates given",
    "publisher": "the publisher's own figure where there is one, else by the rates given",
    "publisher_only": "the publisher's own figure or none",
}


def known(name: str, rules: Mapping[str, str], what: str) -> str:
    """The name of a rule, if there is such a rule.

    Raises:
        UsageError: There is none.
    """
    if name not in rules:
        raise UsageError(f"there is no {what} “{name}”", remedy="one of " + ", ".join(rules))
    return name


@functools.cache
def _sentences() -> Mapping[tuple[str, str], str]:
    return {(row["part"], row["code"]): row["sentence"] for row in listed("rules.csv")}


def _told(part: str, rule: str | None) -> str:
    """One rule with its flags, or with the rule that was asked for before it, in words."""
    codes = (rule or "").split()
    return ", ".join(
        sentence for code in codes if (sentence := _sentences().get((part, code)) or _sentences().get(("flag", code)))
    )


@functools.lru_cache(maxsize=1 << 16)
def why(
    sector_source: str,
    sector_rule: str,
    pillar_rule: str,
    place_source: str,
    place_choice: str,
    place_rule: str,
    currency_rule: str,
    rate_rule: str | None,
    date_rule: str,
    secondary_rule: str,
    hierarchy_rule: str,
) -> str:
    """The rules of a row as sentences.

    Example:
        Sector as the activity states it, by the percentages stated. Pillar by the purpose code. …
    """
    sector = [_told("sector_source", sector_source)]
    sector += [_told("sector_rule", sector_rule)] if sector_source != "none" else []
    place = [_told("place_source", place_source)]
    place += [_told("place_choice", place_choice), _told("place_rule", place_rule)] if place_source != "none" else []
    rate = [_told("rate_rule", rate_rule)]
    rate += [_told("date_rule", date_rule)] if rate_rule in {"ecb_month", "imf_year", "no_rate"} else []
    rest = [
        [_told("secondary_rule", secondary_rule)],
        [_told("hierarchy_rule", hierarchy_rule)],
    ]
    parts = [sector, [_told("pillar_rule", pillar_rule)], place, [_told("currency_rule", currency_rule)], rate, *rest]
    return " ".join(f"{', '.join(part)}." for part in parts if any(part))


WHY = (
    "sector_source",
    "sector_rule",
    "pillar_rule",
    "place_source",
    "place_choice",
    "place_rule",
    "currency_rule",
    "rate_rule",
    "date_rule",
    "secondary_rule",
    "hierarchy_rule",
)
"""Columns whose values ``why`` puts into words, in its order."""
