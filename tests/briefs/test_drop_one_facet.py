"""Of every facet without which a brief reads otherwise, the brief is marked no lower, and its record is logged."""

from dataclasses import replace

import pytest
from every_kind import HALVES, OPTIONS
from register_briefs import DAY, PEOPLE, every_brief

from forlik.briefs.account import account_brief
from forlik.briefs.lessons import lessons_brief
from forlik.briefs.marking import grade
from forlik.briefs.memo import memo_brief
from forlik.briefs.writing import written
from forlik.core.errors import ForlikError
from forlik.register.dossier import dossier
from forlik.register.examples.fictional import fictional
from forlik.world import world

pytestmark = pytest.mark.usefixtures("home")


def made(rows):
    """Every brief of every kind that some rows give: name → document."""
    seen, now = dossier(rows, DAY), world(str(DAY))
    found = every_brief(seen)
    for file in ("fiction-talks", "fiction-relief"):
        if case := seen.case(file):
            found[f"{file} lessons"] = lessons_brief(case, people=PEOPLE)
    for half in HALVES:
        found[f"account {half}"] = account_brief(now, seen, half)
    for option in OPTIONS:
        try:
            found[f"{option} memo"] = memo_brief(now, seen, option, people=PEOPLE)
        except ForlikError:
            continue
    return found


def reads(document):
    """What a brief says, whatever its marking."""
    return document and written(replace(document, marking="0", marked="", drawn=frozenset()), "md")


def wanting(rows):
    """The facets that change a brief that is marked lower or does not draw on them; and how many were tried."""
    whole = made(rows)
    texts = {name: reads(one) for name, one in whole.items()}
    found, tried, differed = [], 0, 0
    facets = {(one.record, one.facet, one.label) for one in rows if grade(one.label)}
    for record, facet, label in sorted(facets):
        less = made([one for one in rows if (one.record, one.facet, one.label) != (record, facet, label)])
        for name, one in whole.items():
            tried += 1
            if reads(less.get(name)) == texts[name]:
                continue
            differed += 1
            if grade(label) > grade(one.marking) or record not in one.drawn:
                found.append((name, one.marking, record, facet, label))
    return found, tried, differed


def test_no_facet_changes_a_brief_that_is_marked_lower_or_does_not_draw_on_it():
    found, tried, differed = wanting(fictional().rows())
    print(f"{tried} facets x briefs, {differed} differed")
    assert differed > 300
    assert not found, "\n".join(map(str, found))
