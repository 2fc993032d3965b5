"""The brief of an engagement: what the made-up file says, what is not in it, and its marking."""

import io
import re

import pypdf
import pytest
from briefs_read import plainly, text_of_pdf
from register_briefs import DAY, PEOPLE, every_brief, of, published, row, seen

from forlik.briefs.document import Fact, Value
from forlik.briefs.engagement import engagement_brief
from forlik.briefs.notes import Notes
from forlik.briefs.writing import FORMS, written
from forlik.world import world

MANY = {"full": (False, True), "language": ("en", "nb")}

pytestmark = pytest.mark.usefixtures("home")


def brief(*labels, file="fiction-talks", **more):
    return engagement_brief(world(str(DAY)), seen(*labels).case(file), people=PEOPLE, **more)


def markdown(document):
    return re.sub(r"\[\^\d+\]", "", written(document, "md").decode())


def section(document, title):
    [found] = (part for part in markdown(document).split("\n## ") if part.startswith(f"{title}\n"))
    return found


def gaps(document):
    return section(document, "Information gaps")


def test_one_page_says_what_the_file_says():
    """The state and its day, who asked, the parties' consent and the mandate's end, as the examples record them."""
    text = markdown(brief("1", "2:talks"))
    for said in (
        "**State:** active since 2024-11-25",
        "**Phase of the process:** ceasefire since 2024-05-10",
        "at the request of the parties: Fictional: Government of Estovia, Fictional: Northern Front",
        "**What we do:** facilitate",
        "**Mandate:** Fictional: mandate of the two-bank talks, until 2027-01-31",
        "**Answers for it:** Demo: owner",
        "**Fictional: Northern Front**: consents, 2024-11-19",
        "**Fictional: Government of Estovia**: consents, 2024-11-17",
        "running, due 2027-01-10",
        "**2024-11-25** decision: Fictional: back to the table",
    ):
        assert said in text, said


@pytest.mark.parametrize("language", MANY["language"])
@pytest.mark.parametrize("file", ["fiction-talks", "fiction-relief"])
def test_one_page_is_one_page(file, language):
    made = written(brief("1", "2:talks", "2:relief", file=file, language=language), "pdf")
    assert len(pypdf.PdfReader(io.BytesIO(made)).pages) == 1


def test_the_whole_file_tells_planned_projected_and_actual_days():
    """The heated room was promised for two months after 20 March 2024, and was there on 8 May."""
    [room] = (one for one in section(brief("1", "2:talks", full=True), "Promises").splitlines() if "heated room" in one)
    assert re.findall(r"\d{4}-\d\d-\d\d", room) == ["2024-05-20", "2024-05-20", "2024-05-08"]
    assert "| met |" in room


def test_the_whole_file_holds_every_text_of_it_that_is_seen():
    from forlik.register.examples.fictional import fictional
    from forlik.register.facets import SECRET

    whole = plainly(markdown(brief("1", "2:talks", full=True)))
    secret = [one.bodies.get(SECRET, {}) for one in fictional().filed if one.file == "fiction-talks"]
    told = [body[name] for body in secret for name in ("said", "where", "red_lines", "approvals") if name in body]
    assert len(told) > 10
    for text in told:
        assert plainly(text) in whole, text


def test_costs_are_told_by_year_and_together_and_nothing_is_nought():
    """4.2 and 3.8 million and 31 and 26.5 staff-months are 8 million and 57.5; of 2026 nothing is known."""
    made = brief("1", full=True)
    text = section(made, "What it cost")
    assert "8\u202f000\u202f000 NOK (made up)" in text
    assert "57.5 (made up)" in text
    assert "| Til sammen, så langt det er kjent | 8\u202f000\u202f000 NOK (oppdiktet) | 57,5 (oppdiktet) |" in section(
        brief("1", full=True, language="nb"), "Hva det kostet"
    )
    assert "what it cost in 2026" in gaps(made)
    assert not re.search(r"\| 0 ?\|", text)


def test_the_marking_is_the_greatest_label_of_what_is_drawn_on():
    assert brief("1").marking == "1"
    sealed = brief("1", "2:talks", compartments={"talks": "Two banks"})
    assert (sealed.marking, sealed.marked) == ("2:talks", "Confidential: Two banks")
    assert brief("1", "2:talks", language="nb").marked == "Fortrolig: talks"
    strict = [*published([row("e", "engagement", title="E")]), row("e", "engagement", "3:x", "secret", red_lines="No")]
    assert of(strict, "e").marking == "3:x"
    assert of(published([row("e", "engagement", title="E")]), "e").marking == "0"


def test_two_compartments_of_one_grade_both_stand_in_the_marking():
    rows = [row("e", "engagement", title="E"), row("e", "engagement", "2:a", "secret", red_lines="No")]
    rows.append(row("a", "act", "2:b", "secret", kind="meeting", happened="2025", engagement="e"))
    made = of(rows, "e", compartments={"a": "One", "b": "Other"})
    assert made.marking == "2:a 2:b"
    assert made.marked == "Confidential: One; Confidential: Other"


def test_no_fact_is_of_a_greater_label_than_the_marking_and_each_has_its_footnote():
    for name, made in every_brief(seen("1", "2:talks", "2:relief")).items():
        facts = [one for each in made.lines() for one in each if isinstance(one, Fact)]
        assert all(int(one.label[0]) <= int(made.marking[0]) for one in facts), name
        assert all(one.address.endswith(f"as_of={DAY}") and one.recorded_at for one in facts), name
        numbers = {Notes(made).number(one) for one in facts}
        assert None not in numbers, name


def test_a_fact_says_by_what_it_is_known_and_when_that_was_recorded():
    """The Front consented by letter on 19 November 2024."""
    [note] = (one for one in Notes(brief("1", "2:talks")).every if "consent-again-front" in one.address)
    assert note.text.startswith("Fictional letter of the Front (from our archive, made up for the example)")
    assert note.text.endswith("recorded 2024-11-19")


def test_what_is_not_there_is_named_as_a_gap():
    """Nothing but a title: state, since when, where, why, how it began, on what, and by whom."""
    found = gaps(of([row("e", "engagement", title="E")], "e", full=True))
    for lack in (
        "its state: no step of its life is recorded",
        "since when it has run",
        "in which places",
        "in which pillars",
        "a mandate",
        "an exit criterion",
        "how it began",
        "an owner",
        "a deputy",
        "anything that happened",
        "what it cost",
    ):
        assert f"- {lack}" in found, lack


@pytest.mark.parametrize(
    ("gone", "lack"),
    [
        ("fiction-consent-again-front", "consent of Fictional: Northern Front"),
        ("fiction-mandate", "a mandate"),
        ("fiction-exit", "an exit criterion"),
        ("fiction-inclusion", "an inclusion plan (UNSCR 1325)"),
        ("fiction-contact-safety", "a contact-safety note"),
        ("fiction-roles", "a declaration of role conflicts"),
    ],
)
def test_each_record_that_is_taken_away_becomes_a_gap(gone, lack):
    from forlik.register.dossier import without

    whole = seen("1", "2:talks")
    withdrawn = {gone, "fiction-consent-front"} if "front" in gone else {gone}
    less = without(whole, frozenset(withdrawn))
    now = world(str(DAY))
    line = f"- {lack}"
    assert line not in gaps(engagement_brief(now, whole.case("fiction-talks"))).splitlines()
    assert line in gaps(engagement_brief(now, less.case("fiction-talks"))).splitlines()


def test_a_phase_that_nothing_says_is_a_gap():
    rows = [row("e", "engagement", title="E", process="p"), row("p", "process", label="P")]
    assert "the phase of the process: no text and no act says where it stands" in gaps(of(rows, "e"))
    rows.append(row("t", "text", kind="ceasefire", process="p", signed="2025-02-03", stage="ceasefire"))
    made = of(rows, "e")
    assert "the phase of the process" not in gaps(made)
    assert "**Phase of the process:** ceasefire since 2025-02-03" in markdown(made)


def test_what_nobody_outside_can_see_is_no_gap_for_the_public():
    """Owner, deputy, mandate and listing checks are never public: that they are not seen says nothing."""
    found = gaps(of(published([row("e", "engagement", title="E", process="p"), row("p", "process", label="P")]), "e"))
    for never in ("an owner", "a deputy", "a mandate", "listing check", "what it cost"):
        assert never not in found, never
    assert "how it began" in found
    assert "What is asked of you" not in markdown(of(published([row("e", "engagement", title="E")]), "e"))


def test_a_mandate_about_to_end_and_a_review_that_is_over_are_asked_of_the_reader():
    rows = [
        row("e", "engagement", title="E", mandate="m", review_on="2026-10-01"),
        row("m", "text", kind="mandate", engagement="e", title="M", signed="2026-01-01", ends_on="2026-11-20"),
    ]
    asked = section(of(rows, "e"), "What is asked of you")
    assert "Decide whether it is renewed: mandate “M”: ends 2026-11-20" in asked
    assert "It was to be looked at again by 2026-10-01" in asked
    later = row("m", "text", **{**rows[1].body, "ends_on": "2027-06-01"})
    assert "Decide" not in section(of([rows[0], later], "e"), "What is asked of you")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("full", MANY["full"])
def test_a_file_with_nothing_in_it_gives_a_brief(form, full):
    for body in ({}, {"fictional": True}):
        made = written(of([row("e", "engagement", **body)], "e", full=full), form)
        assert len(made) > 500


def test_the_aid_in_its_activities_is_named_as_unknown_where_no_file_has_it():
    rows = [row("e", "engagement", title="E", activities=["XI-IATI-1", "XI-IATI-2"])]
    made = of(rows, "e", full=True)
    assert gaps(made).count("no file that was known on the day has it") == 2
    assert not any(isinstance(one, Value) and one.figure.value is not None for each in made.lines() for one in each)


def test_norwegian_leaves_no_english_sentence_of_ours():
    text = markdown(brief("1", "2:talks", full=True, language="nb"))
    for said in ("Where it stands", "Information gaps", "What happened", "consents", "overdue", "recorded"):
        assert said not in text, said
    assert "## Det vi ikke vet" in text
    assert "aktiv siden 2024-11-25" in text


def test_the_pdf_says_what_the_other_forms_say():
    made = brief("1", "2:talks", full=True)
    shown = plainly(text_of_pdf(written(made, "pdf")))
    for said in ("joint boat on the river", "the owner only, by the hotline", "consent withdrawn"):
        assert plainly(said) in shown, said


@pytest.mark.parametrize(("language", "open_", "shut"), [("en", "“", "”"), ("nb", "«", "»")])
def test_on_one_page_a_name_is_cut_inside_its_quotation_marks(language, open_, shut):
    """What a promise waits for is told whole: of long names of promises, as much as has room."""
    long = "Fictional 2: " + "the ferry across the lower river runs again " * 4
    rows = [
        row("e", "engagement", title="E"),
        row("p", "commitment", kind="provision", engagement="e", title=long),
        row("q", "commitment", kind="provision", engagement="e", title="Pay", due={"commitment": "p", "offset": 8}),
    ]
    text = markdown(of(rows, "e", language=language))
    [told] = (one for one in text.splitlines() if one.startswith("- **Pay**"))
    assert told.count(open_) == told.count(shut) > 0, told
    assert "Fictional 2: the" in told
    assert told.rstrip(")").endswith("is met" if language == "en" else "er innfridd"), told
