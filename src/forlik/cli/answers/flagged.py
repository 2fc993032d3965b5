"""Flags in words: where pillars, donors and partners of a place fail to meet, who answers for it, and until when."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from forlik.cli.answers.looked_at import figure_in_json, in_json, in_words
from forlik.cli.options import Voice
from forlik.cli.wrapping import width, wrapped
from forlik.core.errors import UsageError

if TYPE_CHECKING:
    from forlik.portfolio.flags import Flags, Raised
    from forlik.world import World

OWNERS = {"desk": "the desk", "engagement_owner": "who answers for the engagement"}
UNSEEN = (
    "From public data alone: the register was not asked, so rules on engagements cannot tell, and no state of a flag "
    "is known here."
)


def tell(voice: Voice, then: "World", place: str | None, year: int | None) -> None:
    """Print the flags of one country with what each rule looked at, or those of every country, the first due first.

    Args:
        voice: How to speak.
        then: What was known.
        place: ISO code of one country; every one with aid when nothing, each of its own newest year.
        year: The year; the newest that was over when nothing.

    Raises:
        UsageError: A year is given for all countries.
        NoData: No place is named, and no IATI file was known on the day.
    """
    from forlik.portfolio.flags import countries_with_aid, flags

    if place is not None:
        alone = flags(then, place, year)
        voice.answer([_shape(alone)], lambda: "\n".join(_of_one(alone, width())))
        return
    if year is not None:
        raise UsageError("each country has its own newest year", where="--flags", remedy="say --country, or no --year")
    found = [flags(then, one) for one in voice.progress.over(countries_with_aid(then), "judging")]
    voice.answer([_shape(one) for one in found], lambda: "\n".join(_of_all(found, width())))


def _of_one(one: "Flags", fitting: int) -> Iterator[str]:
    yield from wrapped([f"{_name(one.place)}, {one.year}, as known on {one.day}: {len(one.raised)} flags"], fitting)
    for each in one.raised:
        yield from wrapped([f"  {each.title.en} ({each.rule}, version {each.version})"], fitting)
        yield from wrapped([f"    {each.seen.en}", f"    {each.why.en}"], fitting)
        yield from wrapped([f"    For {_owner(each)} to look at by {each.due}."], fitting)
    yield ""
    yield "What each rule looked at:"
    yield from in_words(one, fitting)
    yield ""
    yield from wrapped([UNSEEN], fitting)


def _of_all(found: Sequence["Flags"], fitting: int) -> Iterator[str]:
    """Rule by rule in due order: what many countries share is said once."""
    every = sorted((each for one in found for each in one.raised), key=lambda one: (one.due, one.rule, one.place))
    quiet = sum(not one.raised for one in found)
    yield from wrapped([f"Countries with aid: {len(found)}, each of its newest year. Flags: {len(every)}."], fitting)
    for _, several in groupby(every, key=lambda one: (one.due, one.rule)):
        alike = list(several)
        one = alike[0]
        said = f"{one.due}  {one.title.en} ({one.rule}, version {one.version}), for {_owner(one)}: {len(alike)}"
        yield from wrapped([said], fitting)
        yield from wrapped([f"  {_name(each.place)}, {each.year}: {each.seen.en}" for each in alike], fitting)
    yield ""
    if quiet:
        yield from wrapped([f"In {quiet} of them no rule raises a flag; that may be for want of data."], fitting)
    yield from wrapped(["--country tells why each matters and what every rule looked at."], fitting)
    yield from wrapped([UNSEEN], fitting)


def _name(iso3: str) -> str:
    from forlik import places

    return places.by_code("iso3", iso3).name()


def _owner(one: "Raised") -> str:
    return OWNERS.get(one.owner, one.owner)


def _shape(one: "Flags") -> dict[str, Any]:
    from forlik.portfolio.flags import looked_at

    by_rule = {each.rule: in_json(each) for each in looked_at(one)}
    return {
        "place": one.place,
        "year": one.year,
        "as_of": one.day.isoformat(),
        "raised": [
            {
                **by_rule[each.rule],
                "seen": each.seen.en,
                "why": each.why.en,
                "pillars": list(each.pillars),
                "owner": each.owner,
                "due": each.due.isoformat(),
                "key": each.key,
            }
            for each in one.raised
        ],
        "silent": [{**by_rule[each.rule], "because": each.because} for each in one.silent],
        "untold": [
            {**by_rule[each.rule], "reasons": [{"figure": name, "reason": said.en} for name, said in each.reasons]}
            for each in one.untold
        ],
        "beside": [figure_in_json(figure) for figure in one.beside],
    }
