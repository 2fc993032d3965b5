"""The hand-over pack and the public line: what is in them, what is not, and how each is marked."""

import re
from dataclasses import replace

import pytest
from register_briefs import AT, DAY, PEOPLE, published, row, seen

from forlik.briefs.checking import checked
from forlik.briefs.handover import handover_pack
from forlik.briefs.public_line import public_line
from forlik.briefs.writing import FORMS, written
from forlik.register.dossier import dossier
from forlik.register.machines.guards import GUARDS
from forlik.register.vocabulary import vocabulary
from forlik.world import world

pytestmark = pytest.mark.usefixtures("home")


def markdown(document):
    return re.sub(r"\[\^\d+\]", "", written(document, "md").decode())


def pack(dossier_, who="o", **more):
    return handover_pack(world(str(DAY)), dossier_, who, **{"people": PEOPLE | {"o": "Owner"}, **more})


def part(text, title):
    [found] = (one for one in text.split("\n## ") if one.startswith(f"{title}\n"))
    return found


OPEN = [
    row("e", "engagement", title="First", owner="o", deputy="d", mandate="m"),
    row("f", "engagement", title="Second", owner="o"),
    row("g", "engagement", title="Of somebody else", owner="other"),
    row("m", "text", kind="mandate", engagement="e", title="M", signed="2025-01-01", ends_on="2026-11-15"),
    row("late", "commitment", kind="own_pledge", engagement="e", promise="Send the map", due={"on": "2026-10-01"}),
    row("next", "commitment", kind="own_pledge", engagement="e", promise="Pay the pilot", due={"on": "2026-12-01"}),
    row("x", "actor", kind="company", name="The ferry company"),
    row("r", "role", kind="intermediary", actor="x", of="e"),
]


def test_a_pack_holds_what_is_open_in_ones_own_engagements_and_in_no_other():
    text = markdown(pack(dossier(OPEN, DAY)))
    assert "# I take over on Monday: Owner" in text
    assert "Of somebody else" not in text
    first = part(text, "First")
    for said in (
        "**What fell due**\n\n- **2026-10-01** promise: Send the map, late",
        "**What ends**\n\n- mandate “M”: ends 2026-11-15",
        "- **Pay the pilot**: running, due 2026-12-01",
        "**Live contacts**\n\n- **The ferry company**: intermediary in First",
        "**Next dates**\n\n- **2026-11-15** mandate ends: M",
    ):
        assert said in first, said
    assert part(text, "Nothing open").strip().endswith("Nothing is open in: “Second”.")
    assert "## Second" not in text
    assert part(text, "What to look at first").count("(First)") == 2


def test_what_is_closed_is_not_handed_over():
    closed = [
        row(name, "act", kind="decision", happened=day, engagement="f", transition=step)
        for name, step, day in (
            ("a1", "explore", "2025-01-01"),
            ("a2", "activate", "2025-02-01"),
            ("a3", "begin_closing", "2025-03-01"),
            ("a4", "close", "2025-04-01"),
        )
    ]
    assert "Second" not in markdown(pack(dossier([*OPEN, *closed], DAY)))
    assert "Second" in markdown(pack(dossier([*OPEN, *closed[:3]], DAY)))


def test_a_provisional_step_is_handed_over_with_what_it_owes():
    step = row(
        "a", "act", kind="decision", happened="2026-10-25", engagement="f", transition="explore",
        provisional_until="2026-11-05", approver="o",
    )  # fmt: skip
    text = part(markdown(pack(dossier([*OPEN, step], DAY))), "Second")
    assert "**What steps still owe**" in text
    assert "was taken without a deputy; it must be there by 2026-11-05" in text


def test_a_pack_is_at_least_internal_and_as_secret_as_what_is_in_it():
    assert pack(dossier(published(OPEN), DAY)).marking == "1"
    assert pack(dossier(OPEN, DAY), who="nobody").marking == "1"
    sealed = row("late", "commitment", "2:c", "secret", title="The bridge")
    assert pack(dossier([*OPEN, sealed], DAY)).marking == "2:c"


def test_a_name_that_is_sealed_seals_the_pack_in_which_it_stands():
    """The promise is for the staff, and who shall keep it is known to the compartment alone."""
    promise = row(
        "n", "commitment", kind="provision", engagement="e", promise="Wait", due={"on": "2027-01-01"}, obligors=["y"]
    )
    known = row("y", "actor", "2:c", "secret", kind="person", name="The night clerk")
    assert pack(dossier([*OPEN, promise], DAY)).marking == "1"
    made = pack(dossier([*OPEN, promise, known], DAY))
    assert "by The night clerk" in markdown(made)
    assert made.marking == "2:c"


def test_nobody_answers_for_what_has_no_owner():
    text = markdown(pack(dossier([row("e", "engagement", title="E")], DAY), who=""))
    assert "No engagement that goes on is answered for by this person" in text


PUBLIC = published(
    [
        row("e", "engagement", title="Talks", places=["COL"], pillars=["peace"], modes=["facilitate"], start="2024"),
        row(
            "a",
            "act",
            kind="public_statement",
            happened="2025-02-03",
            engagement="e",
            statement="We are ready to help.",
        ),
        row("t", "text", kind="agreement", engagement="e", public_title="The accord", signed="2025-05-06"),
    ]
)
INSIDE = [
    row("e", "engagement", working_title="The secret name", owner="o"),
    row("b", "act", kind="decision", happened="2025-06-07", engagement="e", title="Inside only"),
    row("a", "act", "2:c", "secret", said="Not for the press"),
]


def test_the_line_holds_what_is_public_and_nothing_of_what_is_not():
    whole = dossier([*PUBLIC, *INSIDE], DAY)
    made = public_line(whole.case("e"))
    text = markdown(made)
    assert (made.title, made.marking, made.marked) == ("Talks", "0", "Public")
    for said in (
        "**Where:** Colombia",
        "**For what:** peace and reconciliation",
        "**What we do:** facilitate",
        "**2025-02-03** We are ready to help.",
        "**The accord**: agreement, signed or adopted 2025-05-06",
        f"text: The accord, public since {AT.date()}",
        "What is not in it is not public",
        "- How it began: not public",
        "by what it is known, of act",
    ):
        assert said in text, said
    for never in ("The secret name", "Inside only", "Not for the press"):
        assert never not in text, never


def test_the_line_is_the_same_for_whoever_asks():
    asked = (PUBLIC, [*PUBLIC, *INSIDE[:2]], [*PUBLIC, *INSIDE])
    made = {written(public_line(dossier(some, DAY).case("e")), "pdf") for some in asked}
    assert len(made) == 1


def test_a_line_on_what_the_public_sees_is_taken_from_that_when_it_is_given():
    """A record that the staff withdrew, and whose public part stands, is still read by the public."""
    gone = row("a", "act", withdrawn="A mistake")
    whole, public = dossier([*PUBLIC, gone], DAY), dossier(PUBLIC, DAY)
    assert "We are ready" not in markdown(public_line(whole.case("e")))
    assert "We are ready" in markdown(public_line(whole.case("e"), public=public))


def test_of_what_is_not_public_there_is_no_line_and_it_is_marked_for_what_it_is_called_whoever_asks():
    """All the staff may read what it is called. Whoever sees the red lines too has the same words in hand."""
    made = public_line(seen("1", "2:talks").case("fiction-talks"), compartments={"talks": "Two banks"})
    others = public_line(seen("1").case("fiction-talks"))
    assert made.marked == others.marked == "Internal"
    assert {written(made, form) == written(others, form) for form in FORMS} == {True}
    named = row("fiction-talks", "engagement", "2:talks", "secret", working_title="The night ferry")
    made = public_line(seen("1", "2:talks", more=[named]).case("fiction-talks"), compartments={"talks": "Two banks"})
    assert (made.title, made.marked) == ("The night ferry", "Confidential: Two banks")
    assert "neither confirmed nor denied" in markdown(made)
    assert "2024" not in markdown(made)


def test_what_was_looked_for_and_not_found_is_a_gap():
    cited = {"citation": "Searched the archive", "basis": "not-found", "claims": {"end": ""}}
    rows = [replace(PUBLIC[0], body={**PUBLIC[0].body, "evidence": [cited]}), *PUBLIC[1:]]
    assert "- end: nothing was found in public sources" in markdown(public_line(dossier(rows, DAY).case("e")))


def test_a_pack_in_bokmal_calls_what_the_list_has_in_bokmal_so_and_an_actor_by_its_name_there():
    rows = [
        row("no-esp-eta", "engagement", title="Spain: talks with ETA", owner="o"),
        row("y", "actor", kind="state", name="Norway", names={"nb": "Norge"}),
        row("n", "commitment", kind="provision", engagement="no-esp-eta", promise="Wait", due={"on": "2027-01-01"},
            obligors=["y"]),
        row("f", "engagement", title="Second", owner="o"),
    ]  # fmt: skip
    for language, told in (("nb", ("Spania: samtaler med ETA", "av Norge")), ("en", ("Spain: talks", "by Norway"))):
        text = markdown(pack(dossier(rows, DAY), language=language))
        assert all(one in text for one in told), language
        assert "Second" in text


@pytest.mark.parametrize(
    ("language", "fell"), [("en", "fell due 2026-10-01, late"), ("nb", "forfalt 2026-10-01, forsinket")]
)
def test_that_a_promise_is_overdue_is_said_once(language, fell):
    rows = [OPEN[0], row("late", "commitment", kind="own_pledge", ours=True, engagement="e", promise="Send the map",
                         due={"on": "2026-10-01"})]  # fmt: skip
    text = markdown(pack(dossier(rows, DAY), language=language))
    assert f"**Send the map**: {fell}\n" in text


def test_suspension_in_bokmal_is_a_stop_for_a_time_and_no_recommendation():
    rows = [
        row("f", "engagement", title="Second", owner="o"),
        row("a1", "act", kind="decision", happened="2026-10-01", engagement="f", transition="explore"),
        row("a2", "act", kind="decision", happened="2026-10-02", engagement="f", transition="activate"),
        row("a3", "act", kind="suspension", happened="2026-10-03", engagement="f", transition="suspend"),
    ]
    text = markdown(pack(dossier(rows, DAY), language="nb"))
    assert "midlertidig stanset siden 2026-10-03" in text
    words = [one.nb for name in ("act_kinds", "states", "transitions") for one in vocabulary(name).values()]
    words += [text for guards in GUARDS.values() for one in guards for text in (one.nb, one.remedy_nb)]
    assert [one for one in words if "innstil" in one.casefold()] == []


@pytest.mark.parametrize(("language", "nothing", "gaps"), [("en", "Nothing open", "Information gaps"),
                                                           ("nb", "Ingenting åpent", "Det vi ikke vet")])  # fmt: skip
def test_the_pack_of_somebody_with_thirty_files_names_together_what_is_alike(language, nothing, gaps):
    """Of thirty-one files, one has something open, ten have ended on record, and twenty lack what files lack."""
    rows = [*OPEN[:1], *OPEN[3:6]]
    rows += [row(f"q{number:02}", "engagement", title=f"Quiet file {number:02}", owner="o") for number in range(20)]
    rows += [
        row(f"z{number:02}", "engagement", title=f"Over {number:02}", owner="o", end="2019-01") for number in range(10)
    ]
    made = pack(dossier(rows, DAY), language=language)
    text = markdown(made)
    assert text.count("\n## ") == 5, "the files, what comes first, the one that is open, the others, and gaps"
    quiet = part(text, nothing)
    assert [title for title in ("Quiet file 00", "Quiet file 19", "Over 09") if title not in quiet] == []
    lacking = [one for one in part(text, gaps).splitlines() if one.startswith("- ")]
    assert len(lacking) == 2, lacking
    assert [one for one in lacking if "Over" in one] == [], "who is deputy of what is over is asked by nobody"
    deputy = "deputy" if language == "en" else "stedfortreder"
    assert [deputy in one for one in lacking if "Quiet file 07" in one] == [True]
    assert [deputy in one for one in lacking if "First" in one] == [False], "it has a deputy and a mandate"
    ended = "ended 2019-01" if language == "en" else "avsluttet 2019-01"
    assert text.count(ended) == 10
    found = checked(
        written(made, "md").decode(), lambda day: world(str(day)), "p.md", lambda day: dossier(rows, day or DAY)
    )
    assert [one for one in found if not one.same] == []
