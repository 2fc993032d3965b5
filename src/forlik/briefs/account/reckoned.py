"""What an account counts and sums by itself: each with its footnote, and the way back from it.

A count is of what its reader may see, and so is the count that is made again: whoever sees more counts more.
"""

from collections.abc import Sequence
from datetime import date
from urllib.parse import parse_qs, urlencode, urlsplit

from forlik.briefs.account.half import half_of
from forlik.briefs.account.opened import Opened, Work
from forlik.briefs.document import Fact
from forlik.briefs.marking import PUBLIC, greatest
from forlik.briefs.records import Dossiers
from forlik.briefs.telling import NOBODY
from forlik.briefs.words import number
from forlik.core.errors import NoData, UsageError
from forlik.register.answers.costs import in_years, total
from forlik.register.concepts.engagement import Cost
from forlik.register.dossier import Dossier, dossier
from forlik.register.vocabulary import vocabulary

PAGE, FOR_ALL = "/register/account", "/public"
COSTS, NOWHERE = "costs", "none"
"""What is reckoned, beside the pillars: the costs of the year, and how many engagements are in no pillar."""
COUNTED = ("running", "begun", "closed", "explored")
LANGUAGES = ("en", "nb")


def within(of: Opened, pillar: str) -> list[Work]:
    """The engagements in a pillar that are counted; one in two pillars is in both.

    Args:
        of: The half-year.
        pillar: A word of ``pillars``, or ``NOWHERE``.
    """
    return [one for one in of.works if (pillar in one.one.pillars if pillar != NOWHERE else not one.one.pillars)]


def counted(of: Opened, mine: Sequence[Work]) -> str:
    """How many of some engagements went on, began, ended and were looked into, and of how many nobody can say.

    Args:
        of: The half-year.
        mine: The engagements.
    """
    said = of.say("counted", **{name: sum(getattr(one, name) for one in mine) for name in COUNTED})
    unsure = sum(one.unsure for one in mine)
    return f"{said} {of.say('counted.unsure', unsure=unsure)}" if unsure else said


def summed(of: Opened) -> str:
    """What the engagements cost together in the year, by currency; what is made up apart.

    Args:
        of: The half-year.
    """
    found = ((one, costs_of(of, one)) for one in of.works)
    sums = total((one.one.model_copy(update={"costs": some}) for one, some in found if some), of.end)
    amounts = [
        amount_said(of, f"{number(amount, of.language)} {currency}", made_up)
        for (currency, made_up), amount in sums.amounts.items()
    ]
    months = [amount_said(of, number(amount, of.language), made_up) for made_up, amount in sums.months.items()]
    return of.say("costs.sum", amounts="; ".join(amounts) or NOBODY, months="; ".join(months) or NOBODY)


def reckoned(of: Opened, what: str, text: str) -> Fact:
    """A count or a sum with its footnote.

    Args:
        of: The half-year.
        what: A pillar, ``NOWHERE`` or ``COSTS``.
        text: What is said.
    """
    mine = of.works if what == COSTS else within(of, what)
    code = "note.summed" if what == COSTS else "note.counted.public" if of.public else "note.counted"
    form = {} if of.public else {"as": "html"}
    fields = {"half": str(of.half), **form, "as_of": of.dossier.day.isoformat()}
    return Fact(
        text=text,
        record=f"account-{of.half}-{what}",
        address=f"{FOR_ALL if of.public else PAGE}?{urlencode(fields)}#{what}",
        label=greatest(label for one in mine for label in of.dossier.labels(one.one.id)),
        evidence=of.say(code),
    )


def of_an_account(address: str) -> bool:
    """Whether an address leads to what an account reckons.

    Args:
        address: An address as footnotes have it.
    """
    parts = urlsplit(address)
    return parts.path in (PAGE, FOR_ALL) and bool(parts.fragment)


def reckoned_again(dossiers: Dossiers, address: str) -> tuple[str, ...]:
    """What a count or a sum says in each language, reckoned anew from what whoever checks may see.

    Args:
        dossiers: Gives what whoever checks may see, as known on a day.
        address: An address as footnotes have it.

    Raises:
        UsageError: The address names no half-year or no day.
        NoData: There is nothing to reckon.
    """
    parts = urlsplit(address)
    fields = {name: values[0] for name, values in parse_qs(parts.query).items()}
    try:
        day = date.fromisoformat(fields["as_of"])
    except (KeyError, ValueError) as error:
        raise UsageError("an address of an account names its day", where=address, remedy="as_of=2026-06-30") from error
    seen = dossiers(day)
    half = half_of(fields.get("half", ""), day)
    seen = _public(seen) if parts.path == FOR_ALL else seen
    opened = [Opened(seen, half, one) for one in LANGUAGES]  # type: ignore[arg-type]
    what, first = parts.fragment, opened[0]
    if what == COSTS and any(costs_of(first, one) for one in first.works):
        return tuple(summed(of) for of in opened)
    if what in {*vocabulary("pillars"), NOWHERE} and within(first, what):
        return tuple(counted(of, within(of, what)) for of in opened)
    raise NoData("there is nothing to reckon, or nothing that you may see", remedy="forlik login")


def costs_of(of: Opened, work: Work) -> tuple[Cost, ...]:
    """What one engagement cost in the year of the half-year, as far as it is told.

    Args:
        of: The half-year.
        work: The engagement.
    """
    return next((some for year, some in in_years(work.one) if year == of.half.year), ())


def amount_said(of: Opened, text: str, made_up: bool) -> str:
    """An amount in words, and that it is made up where it is.

    Args:
        of: The half-year.
        text: The amount.
        made_up: Whether it is.
    """
    return of.say("costs.fictional", amount=text) if made_up else text


def _public(seen: Dossier) -> Dossier:
    """What everybody sees of what somebody sees."""
    rows = (row for record in seen.facets.values() for row in record.values())
    return dossier([row for row in rows if row.label == PUBLIC], seen.day)
