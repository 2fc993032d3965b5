"""Of every facet without which a brief reads otherwise, the brief is marked no lower, and its record is logged."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from every_kind import FILES, OPTIONS
from register_briefs import DAY, PEOPLE, dossier, row

from forlik.briefs.account import account_brief
from forlik.briefs.engagement import engagement_brief
from forlik.briefs.folded import READS
from forlik.briefs.handover import handover_pack
from forlik.briefs.lessons import lessons_brief
from forlik.briefs.marking import grade
from forlik.briefs.memo import memo_brief
from forlik.briefs.public_line import public_line
from forlik.briefs.writing import written
from forlik.core.errors import ForlikError
from forlik.register.examples.fictional import fictional
from forlik.register.machines.guards import GUARDS
from forlik.world import world

HALVES = ("2024-1", "2025-1", "2026-2")
SEALED = "2:c"

pytestmark = pytest.mark.usefixtures("home")


def kinds(rows, day=DAY):
    """Name → what makes a brief of some rows, of every kind that there is."""
    seen, now, found = dossier(rows, day), world(str(DAY)), {}
    for case in filter(None, map(seen.case, FILES)):
        file = case.engagement.id
        for full in (False, True):
            found[f"{file} {full}"] = partial(engagement_brief, now, case, full=full, people=PEOPLE)
        found[f"{file} line"] = partial(public_line, case)
        found[f"{file} lessons"] = partial(lessons_brief, case, people=PEOPLE)
    for who in ("demo-owner", "demo-relief"):
        found[f"{who} handover"] = partial(handover_pack, now, seen, who, people=PEOPLE)
    for half in HALVES:
        found[f"account {half}"] = partial(account_brief, now, seen, half)
    for option in OPTIONS:
        found[f"{option} memo"] = partial(memo_brief, now, seen, option, people=PEOPLE)
    return found


def made(makes):
    """A brief; nothing where there is none."""
    try:
        return makes and makes()
    except ForlikError:
        return None


def reads(document):
    """What a brief says, whatever its marking."""
    return document and written(replace(document, marking="0", marked="", drawn=frozenset()), "md")


def test_no_facet_changes_a_brief_that_is_marked_lower_or_does_not_draw_on_it():
    rows, found, tried, differed = fictional().rows(), [], 0, 0
    whole = {name: made(makes) for name, makes in kinds(rows).items()}
    texts = {name: reads(one) for name, one in whole.items()}
    for record, facet, label in sorted({(one.record, one.facet, one.label) for one in rows if grade(one.label)}):
        less = kinds([one for one in rows if (one.record, one.facet, one.label) != (record, facet, label)])
        for name, one in whole.items():
            tried += 1
            if reads(made(less.get(name))) != texts[name]:
                differed += 1
                if grade(label) > grade(one.marking) or record not in one.drawn:
                    found.append((name, one.marking, record, facet, label))
    print(f"{tried} facets x briefs were tried, {differed} differed")
    assert differed > 200
    assert not found, "\n".join(map(str, found))


@pytest.mark.parametrize("day", [date(2024, 5, 20), date(2025, 3, 1), DAY], ids=str)
def test_a_brief_made_of_what_it_draws_on_alone_reads_the_same(day):
    """Of two records of which either would do, each may be left out, and not both."""
    rows, otherwise = fictional().rows(), []
    for name, makes in kinds(rows, day).items():
        if one := made(makes):
            alone = [each for each in rows if each.record in one.drawn or not grade(each.label)]
            if reads(made(kinds(alone, day).get(name))) != reads(one):
                otherwise.append(name)
    assert not otherwise


def page(*more):
    rows = [
        row("e", "engagement", title="Talks", began="own_initiative", owner="demo-owner"),
        row(
            "m",
            "commitment",
            "1",
            "open",
            kind="own_pledge",
            ours=True,
            promise="m",
            engagement="e",
            due={"on": "2026-12-01"},
        ),
    ]
    return engagement_brief(world(str(DAY)), dossier([*rows, *more], DAY).case("e"))


def test_what_settled_a_promise_marks_the_page_on_which_it_is_open_no_more():
    """That it was met is told by no line at all, and is known from a sealed judgement alone."""
    met = row("a", "assessment", SEALED, kind="implementation", about="m", state="met", made_on="2026-10-01")
    assert page().marking == "1"
    assert (page(met).marking, "a" in page(met).drawn) == (SEALED, True)


def test_a_sealed_act_of_another_file_marks_the_day_of_a_promise_two_ties_away():
    """One hangs on a promise elsewhere that hangs on a promise there that hangs on the act."""
    rows = [
        row("e", "engagement", owner="o", title="Talks"),
        row("f", "engagement", title="Elsewhere"),
        row("p1", "commitment", promise="p1", engagement="f", due={"act": "signing", "offset": 10}),
        row("p2", "commitment", promise="p2", engagement="f", due={"commitment": "p1", "offset": 10}),
        row("p3", "commitment", promise="p3", engagement="e", due={"commitment": "p2", "offset": 10}),
    ]
    act = row("s", "act", SEALED, kind="signing", happened="2026-10-20", engagement="f")
    for more, marking in (((), "1"), ((act,), SEALED)):
        seen = dossier([*rows, *more], DAY)
        for made_of in (handover_pack(world(str(DAY)), seen, "o"), engagement_brief(world(str(DAY)), seen.case("e"))):
            assert (made_of.marking, "s" in made_of.drawn) == (marking, bool(more)), made_of.name


def test_every_item_of_the_guards_says_what_it_looks_at():
    assert READS.keys() == {one.item for guards in GUARDS.values() for one in guards}
