"""Every brief, rendered in every form and looked up again: each of its numbers is a note's, or said beside one.

All of them are shown with FORLIK_TEST_SHOW=all, a sample without; FORLIK_TEST_PICTURES=FOLDER keeps every page of a PDF
as a picture.
"""

import io
import os
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pypdf
import pytest
from briefs_read import plainly, unpacked
from every_kind import DAY, PERSONS, briefs, viewed
from releases import CITED, released

from forlik.briefs.checking import checked
from forlik.briefs.country import country_brief
from forlik.briefs.notes import Notes
from forlik.briefs.writing import FORMS, written
from forlik.build import build
from forlik.discover import source
from forlik.store.intake import take_in
from forlik.world import world

COUNTRIES = ("COL", "SSD", "LKA", "PHL")
WHOLE = os.environ.get("FORLIK_TEST_SHOW") == "all"
PICTURES = os.environ.get("FORLIK_TEST_PICTURES")
SAMPLE = ("", "demo-owner")
STARTED = date(2026, 11, 24)
"""By then all that the starter holds is known."""


def shown(name, document, dossiers=None):
    """Render a brief in every form, look it up again, and give its numbers and what is wrong with them."""
    made = {form: written(document, form) for form in FORMS}
    text = made["md"].decode()

    @cache
    def then(day):
        return world(str(day))

    found = checked(text, then, name, dossiers)
    wrong = [(name, one) for one in found if one.wrong]
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
                results.append(shown(f"{who or 'nobody'} {name}", one, dossiers))
    assert told("Made-up engagements", results) > 50
