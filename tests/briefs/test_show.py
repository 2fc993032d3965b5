"""Every brief, rendered in every form and looked up again: each of its numbers is a note's, a day, or its own count.

All of them are shown with FORLIK_TEST_SHOW=all, a sample without; FORLIK_TEST_PICTURES=FOLDER keeps every page of a PDF
as a picture.
"""

import io
import os
import re
from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

import pypdf
import pytest
from briefs_read import plainly, unpacked
from every_kind import DAY, PERSONS, briefs, viewed
from releases import CITED, released

from forlik.briefs.checking import checked
from forlik.briefs.country import country_brief
from forlik.briefs.document import Bullets, Cards, Charts, Fact, Grid, Noted, Paragraph, Series, Strong, Value
from forlik.briefs.notes import Notes
from forlik.briefs.records import Said, numerals
from forlik.briefs.writing import FORMS, written
from forlik.build import build
from forlik.discover import measures, source
from forlik.register.called import called
from forlik.register.concepts import Commitment, Engagement
from forlik.register.machines.guards import activating, exploring
from forlik.register.promises.words import title
from forlik.store.intake import take_in
from forlik.world import world

COUNTRIES = ("COL", "SSD", "LKA", "PHL")
WHOLE = os.environ.get("FORLIK_TEST_SHOW") == "all"
PICTURES = os.environ.get("FORLIK_TEST_PICTURES")
DAYS = re.compile(r"(?:1[89]|2[01])\d\d(?:-[01]\d(?:-[0-3]\d)?|-[12])?")
"""A year, a half-year, a month or a day."""
QUOTED = re.compile(r"“([^”…]*…?)")
RULES = {
    str(activating.DILIGENCE_DAYS): "days old",
    str(exploring.LISTING_DAYS): "days old",
    "1325": "UNSCR 1325",
}
"""Number in the words of a rule of the house, which are of no record → those words."""
SAMPLE = ("", "demo-owner")
STARTED = date(2026, 11, 24)
"""By then all that the starter holds is known."""


def lines(document):
    """Every line with the section that it stands in; a row of a table is one line."""
    for section in document.sections:
        yield section, (section.title,)
        for block in section.blocks:
            match block:
                case Paragraph(line):
                    yield section, line
                case Bullets(some):
                    yield from ((section, line) for line in some)
                case Grid():
                    yield section, (block.caption, *block.head)
                    yield from ((section, tuple(part for cell in row for part in cell)) for row in block.rows)
                case Cards(some):
                    yield from ((section, (one.title, one.figure, *one.said)) for one in some)
                case Charts(every=some):
                    yield from ((section, (one.title, one.unit, *one.caption)) for one in some)


def unexplained(document, dossier=None):
    """Numbers without a note that are neither a day, nor of a record or figure noted in the same line, nor a count."""
    counted = Counter()
    for section, line in lines(document):
        bare = [one if isinstance(one, str) else one.text for one in line if isinstance(one, str | Strong)]
        for text in bare:
            for numeral in numerals(text):
                why = _why(numeral, text, line, section, dossier)
                counted[why] += 1
                if not why:
                    yield section.title, numeral, text
    COUNTED.update(counted)


COUNTED = Counter()
"""Why a number needs no note of its own → how many there were."""


def _why(numeral, text, line, section, dossier):
    noted = [one for one in line if isinstance(one, Noted)]
    named = (name for name in QUOTED.findall(text) if numeral in numerals(name))
    reasons = {
        "a day or year": DAYS.fullmatch(numeral),
        "of the record or figure noted beside it": any(_says(one, numeral, dossier) for one in noted),
        "in the words of a rule of the house": RULES.get(numeral, "\n") in text,
        "in the name or unit of a measure": _of_a_measure(numeral, text),
        "in the name of another record": any(_is_called(name, dossier) for name in named),
        "a count or sum of the document itself": _counts(numeral, text, section, dossier),
    }
    return next((why for why, holds in reasons.items() if holds), "")


def _of_a_measure(numeral, text):
    names = (name for one in measures().values() for name in (one.title, one.unit))
    return any(numeral in numerals(name) and name in text for name in names)


def _is_called(name, dossier):
    """Whether a record is called so, or its name begins so where it was cut."""
    some = [dossier[one] for one in dossier.facets] if dossier is not None else []
    every = [title(one) if isinstance(one, Commitment) else called(one) for one in some]
    return any(one == name or (name.endswith("…") and one.startswith(name[:-1])) for one in every)


def _says(one, numeral, dossier):
    if isinstance(one, Series):
        return any(_says(Value(each, one.address), numeral, dossier) for each in one.figures)
    if isinstance(one, Value):
        return numeral in numerals(f"{one.figure.label} {one.figure.unit} {one.figure.period} {one.figure.reason}")
    return dossier is not None and one.record in dossier and Said(dossier, one.record).says(numeral)


def _counts(numeral, text, section, dossier):
    """Whether a number is how many engagements there are of a kind, or the sum of what the section's notes say."""
    if dossier is None:
        return False
    if "went on at the end" in text:
        return int(numeral) <= len(dossier.every(Engagement))
    if text.startswith("The rows together"):
        amounts = [
            Decimal(found[0].replace(",", ""))
            for block in section.blocks
            if isinstance(block, Grid)
            for row in block.rows
            for cell in row
            for part in cell
            if isinstance(part, Fact) and (found := numerals(part.text))
        ]
        # Amounts and staff-months stand in columns of their own, and neither is ever as great as the other.
        return any(sum(some) == Decimal(numeral) for some in _subsets(amounts))
    return False


def _subsets(amounts):
    return [[one for one in amounts if low <= one < high] for low, high in ((0, 10_000), (10_000, 10**12))]


def shown(name, document, dossiers=None, dossier=None):
    """Render a brief in every form, look it up again, and give its numbers and what is wrong with them."""
    made = {form: written(document, form) for form in FORMS}
    text = made["md"].decode()

    @cache
    def then(day):
        return world(str(day))

    found = checked(text, then, name, dossiers)
    wrong = [(name, one) for one in found if not one.same]
    wrong += [(name, *one) for one in unexplained(document, dossier)]
    plain = plainly(text)
    for form in ("pdf", "docx", "html"):
        read = plainly(unpacked(form, made[form]))
        for one in Notes(document).noted:
            said = plainly(one.shown)
            if said not in read and said in plain:
                wrong.append((name, form, one.shown))
    if PICTURES:
        _pictures(name, document, made["pdf"])
    return len(Notes(document).every), len(found), wrong


def _pictures(name, document, made):
    """Each page of a PDF as a picture, drawn by the program that laid it out, from the same source."""
    import typst

    from forlik.briefs.writing import pdf

    kept, real = {}, typst.compile

    def drawn(source, **given):
        given = {key: value for key, value in given.items() if key not in {"format", "pdf_standards"}}
        kept["pages"] = real(source, format="png", ppi=90, **given)
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf.typst, "compile", drawn)
        pdf.pdf(document)
    pages = kept["pages"] if isinstance(kept["pages"], list) else [kept["pages"]]
    assert len(pages) == len(pypdf.PdfReader(io.BytesIO(made)).pages)
    folder = Path(PICTURES)
    folder.mkdir(parents=True, exist_ok=True)
    for number, page in enumerate(pages, 1):
        (folder / f"{name.replace(' ', '-')}-{number}.png").write_bytes(page)


def told(title, results):
    """Say what was shown, and stop where anything was wrong."""
    notes, numbers = sum(one[0] for one in results), sum(one[1] for one in results)
    wrong = [one for _, _, some in results for one in some]
    print(f"\n{title}: {notes} notes in {len(results)} briefs, {numbers} looked up again, {len(wrong)} misses")
    print("without a note of their own: " + ", ".join(f"{n} {why}" for why, n in sorted(COUNTED.items())))
    COUNTED.clear()
    assert wrong == []
    return notes


def test_the_briefs_of_four_countries_say_what_the_starter_says(home):
    some = COUNTRIES if WHOLE else COUNTRIES[:2]
    results = [shown(f"starter {iso3}", country_brief(world(str(STARTED)), iso3)) for iso3 in some]
    assert told("Starter", results) >= 8 * len(some)


@pytest.fixture
def real_store(shared, home):
    """The real files that are quick to take in, as this process's store."""
    wanted = {
        "ucdp_acd": ["ucdp/ucdp_prio_acd_v25_1.repaired.csv"],
        "ucdp_months": ["ucdp/all_violence_country_month_1989_2026.as_found.csv"],
        "pts": ["rights/PTS-2024.csv"],
        "freedom_house": ["rights/freedom-world.csv"],
        "lied": ["rights/lied.csv"],
        "world_bank": [f"worldbank/{path.name}" for path in sorted((shared / "worldbank").glob("API_*.csv"))],
        "norway_engagements": ["register/seed_engagements.json"],
        "iati": ["iati/activities/unhcr/UNHCR-Activities-2023.xml"],
        "oecd_crs": [f"aid/crs_dportal/crs_{year}.json" for year in range(2012, 2020)],
    }
    for name, files in wanted.items():
        there = [shared / file for file in files if (shared / file).is_file()]
        assert take_in(home, source(name), there)[1] == [], name
    build(home, starter=False)
    return home


@pytest.mark.real
def test_the_briefs_of_four_countries_say_what_the_real_files_say(real_store):
    results = [shown(f"real {iso3}", country_brief(world(), iso3)) for iso3 in COUNTRIES]
    assert told("Real files", results) > 60


def test_every_brief_of_every_made_up_person_says_what_its_notes_say(learning):
    results = []
    released(learning, "fiction-talks", **CITED)
    released(learning, "fiction-signing", **CITED, by=[], engagement="fiction-talks")
    for who in PERSONS if WHOLE else SAMPLE:
        # Everybody reads what was released from today on, and of no earlier day.
        today = DAY if who else datetime.now(UTC).date()
        seen = viewed(learning, who, day=today).dossier

        def dossiers(day, who=who, seen=seen, today=today):
            return seen if day in (None, today) else viewed(learning, who, day=day).dossier

        for name, one in briefs(learning, who, day=today).items():
            if WHOLE or name.split()[-1] in {"page", "line", "handover", "memo", "2024-1"}:
                results.append(shown(f"{who or 'nobody'} {name}", one, dossiers, seen))
    assert told("Made-up engagements", results) > 50


def test_a_number_that_stands_on_nothing_is_seen():
    from register_briefs import saying

    assert list(unexplained(saying("It rose to 4711 in 2024."))) == [
        ("At a glance", "4711", "It rose to 4711 in 2024.")
    ]
