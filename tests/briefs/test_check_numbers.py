"""Numbers without a footnote: each is explained by what stands beside it or reported, and none is passed over."""

import random
import re
from collections import Counter
from functools import cache

import pytest
from every_kind import DAY, briefs, viewed
from register_briefs import every_brief, row, saying, seen
from releases import CITED, released

from forlik.briefs.account import account_brief
from forlik.briefs.checking import checked
from forlik.briefs.checking.house import phrases
from forlik.briefs.country import country_brief
from forlik.briefs.document import Fact
from forlik.briefs.memo import memo_brief
from forlik.briefs.records import IDENTIFIER
from forlik.briefs.writing import written
from forlik.desk.access.keys import new_id
from forlik.register.dossier import dossier
from forlik.register.machines.guards import activating, exploring
from forlik.world import world

ALL = ("1", "2:talks", "2:relief")
BARE = "it has no footnote"
STARTER = "2026-11-24"
CALLED = re.compile(r"\[\^\d+\]")

then = cache(lambda day: world(str(day)))


def markdown(document):
    return written(document, "md").decode()


@pytest.fixture
def colombia(home):
    return markdown(country_brief(world(STARTER), "COL"))


def missed(text, dossiers=None, names=tuple):
    """What is wrong with a brief, as it is told."""
    return [(one.said, one.why) for one in checked(text, then, "brief.md", dossiers, names) if one.wrong]


def unlooked(text, dossiers=None):
    return [(one.said, one.why) for one in checked(text, then, "brief.md", dossiers) if not one.looked]


def into(text, said, after="## In brief\n"):
    assert after in text
    return text.replace(after, f"{after}\n{said}\n", 1)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("In all, 4711 people fled.", ["4711"]),
        ("- a list of 4711", ["4711"]),
        ("### A heading of 4711", ["4711"]),
        ("> quoted 4711", ["4711"]),
        ("| 4711 | head |\n| --- | --- |\n| a | 4,712.5 |", ["4711", "4,712.5"]),
        ("**Table 4711**", ["4711"]),
        ("It rose in 2019.", ["2019"]),
        ("On 2019-05-06 it rose.", ["2019-05-06"]),
        ("4\u202f711 and 4 712", ["4\u202f711", "4", "712"]),
        ("about 4711… of them", ["4711"]),
        ("4711 [^1]", ["4711"]),
        ("x4711x", ["4711"]),
        ("\u0664\u0667\u0661\u0661 people", ["\u0664\u0667\u0661\u0661"]),
        ("10\u2076 people, \u00bd of them, \u2163", ["10\u2076", "\u00bd", "\u2163"]),
        ("&#52;711 people", ["4711"]),
        ("\\4711", ["4711"]),
        ("\u202e4711\u202c", ["4711"]),
        ("4711\x00", ["4711"]),
        ("## Sources\n\nIn all, 4711 fled.", ["4711"]),
        ("1. In all, 4711 fled.", ["1", "4711"]),
    ],
)
def test_what_is_written_in_without_a_footnote_is_told(colombia, said, found):
    assert missed(colombia) == []
    assert missed(into(colombia, said)) == [(one, BARE) for one in found]


def test_a_number_is_told_with_its_line_and_the_words_around_it(colombia):
    for ends in ("\n", "\r\n", "\r"):
        text = into(colombia, "Nobody counted them, but 4711 people fled.").rstrip("\n").replace("\n", ends)
        [one] = [one for one in checked(text, then, "x") if one.wrong]
        assert text.split(ends)[one.line - 1] == "Nobody counted them, but 4711 people fled."
        assert one.around == "Nobody counted them, but 4711 people fled."


def test_a_number_behind_the_footnote_of_a_course_as_a_whole_is_told(colombia):
    """What is called as a whole is no number: with its footnote, any number would have one."""
    course = re.search(r"all figures(\[\^\d+\])", colombia)[1]
    assert missed(into(colombia, f"In all, 4711{course}.")) == [("4711", "a course as a whole is no number")]


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("/measure/active_conflicts?as_of=2026-11-24", "this is no address of a figure"),
        ("/donor?as_of=2026-11-24#all", "this is no address of a figure"),
        ("/donor?donor=NOR&year=x&as_of=2026-11-24#all", "this is no address of a figure"),
        ("/nowhere?as_of=2026-11-24", "this is no address of a figure"),
        (
            "/portfolio?country=COL&pillar=peace&from=1&to=999999999&as_of=2026-11-24#matrix",
            "a course goes from one year or month to another",
        ),
        ("/register/account?half=x&as_of=2026-11-24#peace", "the register was not asked"),
        ("/register/e?as_of=2026-11-24", "the register was not asked"),
    ],
)
@pytest.mark.parametrize("number", ["4711", "\u2075"])
def test_an_address_that_leads_nowhere_is_told(colombia, address, why, number):
    text = into(colombia, f"In all {number}[^99999].") + f"[^99999]: Made up `{address}`\n"
    [(said, told_why)] = missed(text)
    assert number in said
    assert why in told_why
    assert missed(into(colombia, f"In all {number}[^{'9' * 5000}].")) != []


def test_an_account_of_no_half_year_is_told(home):
    kept = dossier([], DAY)
    for half, why in (("x", "is no half-year"), ("2026-1", "nothing to reckon"), ("2099-1", "had not begun")):
        note = Fact("5 ended.", "x", f"/register/account?half={half}&as_of={DAY}#peace")
        assert why in missed(markdown(saying(note, title="T")), lambda _: kept)[0][1]
    note = Fact("5 ended.", "x", "/register/account?half=2026-1#peace")
    assert "names its day" in missed(markdown(saying(note, title="T")), lambda _: kept)[0][1]


def test_a_period_that_stands_in_two_rows_is_told(home):
    """In many months there were no deaths: of which month nought is told, the figure does not say."""
    text = markdown(country_brief(world(STARTER), "LKA"))
    first, second = re.findall(r"^\| 20\d\d-\d\d \| 0\[.*$", text, re.MULTILINE)[:2]
    changed = text.replace(first, first.replace(first[:9], second[:9]))
    assert missed(changed) == [(second[2:9], BARE)] * 2


def test_words_of_the_house_stand_as_they_are_and_not_with_another_number(colombia):
    """The unit of INFORM's risk is “points from 0 to 10”, as its publisher has it."""
    assert missed(colombia.replace("points from 0 to 10", "points from 0 to 11", 1)) == [("0", BARE), ("11", BARE)]
    rules = " ".join(words for some in phrases().values() for words in some)
    assert f"at most {activating.DILIGENCE_DAYS} days old" in rules
    assert f"at most {exploring.LISTING_DAYS} days old" in rules
    assert "UNSCR 1325" in rules


def test_the_day_of_a_brief_is_that_of_its_footnotes(colombia):
    assert missed(colombia.replace("As known on 2026-11-24", "As known on 2026-11-25"))[0] == (
        "2026-11-25",
        "its footnotes are of another day",
    )


def test_the_first_of_two_footnotes_of_one_number_counts(colombia):
    forged = re.search(r"^\[\^2\]: .*$", colombia, re.MULTILINE)[0].replace("[^2]", "[^1]")
    assert missed(f"{colombia}{forged}\n") == []


def test_a_number_in_a_name_is_known_by_the_register_and_by_nobody_else():
    """A record that stands in the line, or is named in it, may say its number; without a register nobody can tell."""
    rows = [
        row("e", "engagement", "0", title="Resolution 2719", start="2020-05-01"),
        row("b", "engagement", "0", title="Talks of the year 1994 on the river and on the island"),
    ]
    kept = dossier(rows, DAY)
    fact = Fact("2020-05-01", "e", f"/register/e?as_of={DAY}")
    said = ("Resolution 2719 began ", fact, "; so did “Talks of the year 1994 on the ri…”")
    text = markdown(saying(*said, title="T"))
    assert missed(text, lambda _: kept) == []
    assert unlooked(text, lambda _: kept) == []
    for before, after in (("1994", "1995"), ("Resolution 2719", "Resolution 2718")):
        assert after.split()[-1] in [one for one, _ in missed(text.replace(before, after), lambda _: kept)]
    assert unlooked(text) == [("1994", "the register was not asked")]
    blind = dossier(rows[1:], DAY)
    assert [why for _, why in missed(text, lambda _: blind)] == [
        "there is no such record, or none that you may see → forlik login"
    ]
    changed = text.replace("1994", "1995")
    assert unlooked(changed, lambda _: blind) == [("1995", "it may be said by a record that you may not see")]


def test_names_of_people_are_told_by_whoever_may_know_them():
    text = markdown(saying("By Kari the 3rd of Estovia", title="T"))
    kept = dossier([], DAY)
    assert missed(text, lambda _: kept) == [("3", BARE)]
    assert missed(text, lambda _: kept, lambda: ["Kari the 3rd of Estovia"]) == []


def account(rows, half="2026-1"):
    return markdown(account_brief(world(str(DAY)), dossier(rows, DAY), half))


def engagement(id_, label="0", **body):
    return row(id_, "engagement", label, title=id_.upper(), pillars=["peace"], **body)


@pytest.fixture
def counted(home):
    """One began in the half-year, one goes on, both until later; one that is sealed ended in it; two cost something."""
    return [
        engagement("a", start="2026-02-01", end="2030-01-31"),
        engagement("b", start="2019-05", end="2030-01-31", costs=[{"year": 2026, "amount": "20", "currency": "NOK"}]),
        engagement("c", "2:x", start="2019-05", end="2026-03-01", costs=[{"year": 2026, "staff_months": "3"}]),
    ]


def test_counts_and_sums_of_an_account_are_counted_again(counted):
    kept = dossier(counted, DAY)
    text = account(counted)
    assert "2 went on at the end, 1 began, 1 ended, 0 were looked into.[^" in text
    assert "The rows together: 20 NOK; staff-months: 3.[^" in text
    assert missed(text, lambda _: kept) == []
    for before, after in (
        ("2 went on", "5 went on"),
        ("together: 20 NOK", "together: 21 NOK"),
        ("months: 3.", "months: 4."),
    ):
        [(said, why)] = missed(text.replace(before, after), lambda _: kept)
        assert after in said
        assert why == "of what you may see it is otherwise"
    addresses = re.findall(r"`(/register/account[^`]*)`", text)
    assert {one.partition("#")[2] for one in addresses} == {"peace", "costs"}
    assert all(f"half=2026-1&as=html&as_of={DAY}#" in one for one in addresses)


def test_a_count_is_of_what_its_reader_may_see_and_tells_nothing_of_the_rest(counted):
    """The account of whoever does not see what is sealed is the same, whether or not there is any."""
    public = [one for one in counted if one.label == "0"]
    text = account(public)
    assert "2 went on at the end, 1 began, 0 ended" in text
    assert "/public?half=2026-1" in text
    # Whoever may see more counts the public account over what is public alone.
    assert missed(text, lambda _: dossier(counted, DAY)) == []
    full = account(counted)
    assert "/public?half" not in full
    told = dict(missed(full, lambda _: dossier(public, DAY)))
    assert "of what you may see it is otherwise" in told.values()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("January to June 2026", "January to June 2025"),
        ("Late on 2026-06-30", "Late on 2026-06-29"),
        ("this is 2026", "this is 2025"),
    ],
)
def test_the_half_year_of_an_account_is_that_of_its_counts(counted, before, after):
    text, kept = account(counted), dossier(counted, DAY)
    assert before in text
    assert (after.split()[-1], BARE) in missed(text.replace(before, after), lambda _: kept)


def test_an_account_that_counts_nothing_is_of_a_half_year_that_nobody_can_say(home):
    text = account([])
    assert missed(text, lambda _: dossier([], DAY)) == []
    assert [one for one, _ in unlooked(text, lambda _: dossier([], DAY))] == [str(DAY), "2026"]


def test_every_brief_of_the_made_up_engagements_is_explained_in_either_language(home):
    kept = seen(*ALL)
    for language in ("en", "nb"):
        for name, made in every_brief(kept, language).items():
            assert missed(markdown(made), cache(lambda day: seen(*ALL, day=day or DAY))) == [], name


def test_what_blocks_beside_an_option_is_asked_of_the_gate(home):
    """A red answer in a period that overlaps, without a note: its day and period are those that the gate has."""

    def judged(id_, kind, option, **body):
        return row(id_, "assessment", kind=kind, option=option, made_on="2026-02-01", author="demo-owner", **body)

    kept = dossier(
        [
            judged("o", "option", "SDN/peace/facilitate/2026"),
            judged("h", "harm", "SDN/peace/facilitate/2026-03..2027", issue="diversion", answer="red"),
        ],
        DAY,
    )
    for language, day in (("en", "1 Feb 2026"), ("nb", "1. feb. 2026")):
        text = markdown(memo_brief(world(str(DAY)), kept, "o", language=language))
        assert day in text
        assert "2026-03..2027" in text
        assert missed(text, lambda _: kept) == []
        for before, after in ((day, day.replace("1", "3")), ("2026-03..2027", "2026-03..2028")):
            assert {why for _, why in missed(text.replace(before, after), lambda _: kept)} == {BARE}


def groups(text):
    """Where the groups of digits stand that are neither of a source nor of a note, and call none."""
    body = re.split(r"^## (?:Sources|Kilder)$|^\[\^1\]: ", text, maxsplit=1, flags=re.MULTILINE)[0]
    calls = [range(*one.span()) for one in CALLED.finditer(body)]
    every = [one.span() for one in re.finditer(r"\d+", body)]
    return [(begin, end) for begin, end in every if not any(begin in call for call in calls)]


def other(digits):
    """Digits far from some: a number beside it may well be what another record says."""
    return "".join(str((int(digit) + 5) % 10) for digit in digits)


def mutated(name, text, dossiers, chosen, many):
    """Change one group of digits at a time: what became of each, and where it was passed over."""
    before = [one for one in checked(text, then, name, dossiers) if not one.same]
    assert not [one for one in before if one.wrong], name
    every = groups(text)
    for begin, end in chosen.sample(every, min(many, len(every))):
        changed = text[:begin] + other(text[begin:end]) + text[end:]
        line = changed.count("\n", 0, begin) + 1
        found = [one for one in checked(changed, then, name, dossiers) if not one.same and one.line == line]
        wrong = [one for one in found if one.wrong]
        known = "of a footnote" if any(one.number for one in wrong) else "without one" if wrong else "not looked up"
        yield known if found else "passed over", (name, changed[max(0, begin - 40) : end + 20])


def told(results):
    results = list(results)
    print(
        "\nchanged: "
        + ", ".join(f"{count} {what}" for what, count in sorted(Counter(one[0] for one in results).items()))
    )
    assert [where for what, where in results if what == "passed over"] == []
    return Counter(what for what, _ in results)


def test_every_number_that_is_changed_in_a_country_brief_is_told(home):
    chosen, results = random.Random(1), []  # noqa: S311 - a sample that is the same every time
    for iso3, language in (("COL", "en"), ("LKA", "nb")):
        text = markdown(country_brief(world(STARTER), iso3, language=language))
        results += mutated(f"{iso3} {language}", text, None, chosen, 20)
    assert told(results)["not looked up"] == 0


def test_every_number_that_is_changed_in_a_brief_of_the_register_is_told(learning):
    released(learning, "fiction-talks", **CITED)
    chosen, results = random.Random(2), []  # noqa: S311 - as above
    kept = viewed(learning, "demo-owner").dossier
    dossiers = cache(lambda day: kept if day in (None, DAY) else viewed(learning, "demo-owner", day=day).dossier)
    made = {language: briefs(learning, "demo-owner", language=language) for language in ("en", "nb")}
    for turn, name in enumerate(made["en"]):
        language = ("en", "nb")[turn % 2]
        results += mutated(f"{name} {language}", markdown(made[language][name]), dossiers, chosen, 6)
    kinds = told(results)
    assert kinds["of a footnote"] > 30
    assert kinds["without one"] > 10


def test_digits_in_an_identifier_are_nobodys_number(home):
    """The register's own ids are random: what a brief says must not be found in them."""
    assert all(IDENTIFIER.fullmatch(new_id()) for _ in range(50))
    owner = "aB1-cD2_eF3gH4iJ5kL6mN"
    rows = [engagement("a", start="2026-02-01", owner=owner, costs=[{"year": 2026, "staff_months": "6"}])]
    text = account(rows)
    assert "| 6[^" in text
    assert missed(text, lambda _: dossier(rows, DAY)) == []
    for digit in "12345":
        assert digit in [one for one, _ in missed(text.replace("| 6[^", f"| {digit}[^"), lambda _: dossier(rows, DAY))]
