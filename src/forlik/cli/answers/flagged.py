"""Flags in words: where pillars, donors and partners of a place fail to meet, who answers for it, and until when."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from forlik.cli.options import Voice
from forlik.cli.wrapping import width, wrapped
from forlik.core.errors import UsageError

if TYPE_CHECKING:
    from forlik.portfolio.flags import Flags
    from forlik.world import World

OWNERS = {"desk": "the desk", "engagement_owner": "who answers for the engagement"}
UNSEEN = (
    "From public data alone: the register was not asked, so rules on engagements cannot tell, and no state of a flag "
    "is known here."
)


def tell(voice: Voice, then: "World", place: str | None, year: int | None) -> None:
    """Print the flags of one country, or of every country with aid.

    Args:
        voice: How to speak.
        then: What was known.
        place: ISO code of one country; every one when nothing, each of its own newest year.
        year: The year; the newest that was over when nothing.

    Raises:
        UsageError: A year is given for all countries.
        NoData: No IATI file was known on the day.
    """
    from forlik.portfolio.flags import flags
    from forlik.portfolio.flags.raising import countries_with_aid

    if place is None and year is not None:
        raise UsageError("each country has its own newest year", where="--flags", remedy="say --country, or no --year")
    where = voice.progress.over(countries_with_aid(then), "judging") if place is None else [place]
    found = [flags(then, one, year) for one in where]
    voice.answer([_shape(one) for one in found], lambda: "\n".join(_words(found, width())))


def _words(found: Sequence["Flags"], fitting: int) -> Iterator[str]:
    from forlik import places

    for one in found:
        name = places.by_code("iso3", one.place).name()
        yield from wrapped([f"{name}, {one.year}, as known on {one.day}: {len(one.raised)} flags"], fitting)
        for each in one.raised:
            owner = OWNERS.get(each.owner, each.owner)
            yield from wrapped([f"  {each.title.en} ({each.rule}, version {each.version})"], fitting)
            yield from wrapped([f"    {each.seen.en}", f"    {each.why.en}"], fitting)
            yield from wrapped([f"    For {owner} to look at by {each.due}."], fitting)
        if one.untold and len(found) == 1:
            yield "  Nobody can tell:"
            for mute in one.untold:
                why = "; ".join(dict.fromkeys(reason.en for _, reason in mute.reasons))
                yield from wrapped([f"    {mute.title.en}: {why}"], fitting)
        elif one.untold:
            yield f"  of {len(one.untold)} rules nobody can tell"
        yield ""
    yield from wrapped([UNSEEN], fitting)


def _shape(one: "Flags") -> dict[str, Any]:
    return {
        "place": one.place,
        "year": one.year,
        "as_of": one.day.isoformat(),
        "raised": [
            {
                "rule": each.rule,
                "version": each.version,
                "title": each.title.en,
                "seen": each.seen.en,
                "why": each.why.en,
                "owner": each.owner,
                "due": each.due.isoformat(),
                "key": each.key,
                "figures": [figure.as_json() for figure in each.figures],
            }
            for each in one.raised
        ],
        "silent": [each.rule for each in one.silent],
        "untold": [
            {"rule": each.rule, "reasons": [{"figure": name, "reason": said.en} for name, said in each.reasons]}
            for each in one.untold
        ],
    }
