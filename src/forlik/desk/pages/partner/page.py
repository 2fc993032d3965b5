"""The page of one partner: its names and identifiers, who gives to it and who gets from it, and what hangs on it."""

from django.utils.translation import gettext_lazy as _

from forlik.charts.plain_table import plain_table
from forlik.core.errors import NoData, UsageError
from forlik.desk.answer import Answer, Elsewhere
from forlik.desk.pages.partner.told import at_ends, countries, files, rows, side, standing_of, years
from forlik.desk.question import Question
from forlik.portfolio.cube import order
from forlik.portfolio.partners import partner, partners
from forlik.portfolio.partners.ends import GIVEN, RECEIVED
from forlik.portfolio.partners.figures import bases as bases_of
from forlik.portfolio.partners.partner import AtEnds
from forlik.portfolio.partners.sums import SumAsked
from forlik.portfolio.partners.words import every as all_of
from forlik.portfolio.partners.words import word, words

PATH = "partners/<str:ref>"
EXAMPLE = "/partners/name:ministrynandu"
ACCESS = "public"
TITLE = _("Partner")

GRAIN = _("One row of the download: what went between this organisation and one other.")
PAID = "paid"


def answer(asked: Question, ref: str) -> Answer | Elsewhere:
    """One partner.

    Raises:
        NoData: There is none of this identifier, or no IATI file was known on the day.
        UsageError: There is no such kind of money.
    """
    flow, said = asked.given.get("flow") or PAID, asked.language
    if flow not in words()["flow"]:
        raise UsageError(f"there is no kind of money “{flow:.40}”", remedy=", ".join(words()["flow"]))
    every = partners(asked.world, flow=flow)
    one = every.get(ref)
    if one is None:
        raise NoData(
            f"no organisation in the files known on this day has the identifier “{ref:.80}”", remedy="/partners"
        )
    if one.ref != ref:
        return Elsewhere(f"/partners/{one.ref}")
    found = partner(asked.world, ref, flow=flow)
    used = {file.basis for file in found.files}
    bases = bases_of(asked.world, tuple(number for number in order(asked.world.then) if number in used))
    of_all = SumAsked(one.ref, flow=flow)
    both = [*rows(found.gets_from, "gets_from"), *rows(found.gives_to, "gives_to")]
    return Answer(
        title=one.name,
        shows={
            "one": one,
            "does": [word("role", role, said) for role in one.roles],
            "types": [word("type", code, said) for code in one.types],
            "flows": [(name, title, name == flow) for name, title in all_of("flow", said)],
            "of_money": word("flow", flow, said),
            **at_ends(asked, AtEnds(one.given, one.received, one.own), one.name, of_all),
            "sides": [
                side(asked, "from", found.gets_from, SumAsked(one.ref, RECEIVED, flow=flow)),
                side(asked, "to", found.gives_to, SumAsked(one.ref, GIVEN, flow=flow)),
            ],
            "standing": standing_of(every, one),
            "countries": countries(asked, found, of_all),
            "years": years(asked, found, of_all),
            "spends": any(money.own.flows for money in found.years.values()),
            "behind": files(asked, found),
            "others": [(other, every[other].name) for other in one.same_name],
        },
        table=(lambda: plain_table(asked.world, both, what="partner", grain=str(GRAIN), bases=bases)) if both else None,
        bases=bases,
        snippet=f'import forlik\nfrom forlik.portfolio.partners import partner\n\nworld = forlik.world("{asked.day}")\n'
        f'partner(world, "{one.ref}", flow="{flow}")',
        grain=str(GRAIN),
    )
