import csv
import io
from datetime import UTC, date, datetime
from html import escape

import pytest

CITED = [{"citation": "Ministry Ñandú, A page, 2023", "url": "https://ministry.example/talks"}]
DISPUTED = [CITED[0] | {"claims": {"achieved": "paused"}}, CITED[0] | {"claims": {"achieved": "never paused"}}]


def _result(rung, number, **more):
    body = {"kind": "result", "made_on": f"2023-05-0{number}", "engagement": "no-talks", "evidence": CITED}
    return "assessment", body | {"achieved": {"rung": rung, "goal": "resolve_conflicts"}} | more


RECORDS = {
    "no": ("actor", {"kind": "state", "name": "Norway"}),
    "no-talks": (
        "engagement",
        {
            "title": "Talks in the north", "places": ["COL"], "pillars": ["peace"], "modes": ["facilitate"],
            "start": "2016", "began": "requested", "requested_by": ["no"], "evidence": CITED,
            "activities": ["XM-NDU-3", "XM-NOT-HELD"],
        },
    ),
    "no-talks-role": ("role", {"kind": "facilitator", "actor": "no", "of": "no-talks", "evidence": CITED}),
    "seen-1": (
        "assessment",
        {"kind": "public_evaluation", "made_on": "2022-03-01", "engagement": "no-talks",
         "public_title": "Ten years of talks", "evidence": CITED},
    ),
    "won-1": _result("access_won", 1, finding="A road was opened <b>"),
    "won-2": _result("violence_paused", 2, evidence=DISPUTED),
}  # fmt: skip


def _activity(number, name, results="", where="CO", who="XM-NDU"):
    return (
        f'<iati-activity default-currency="USD"><iati-identifier>{number}</iati-identifier>'
        f'<reporting-org ref="{who}" type="10"><narrative>Giver {who}</narrative></reporting-org>'
        f"<title><narrative>{name}</narrative></title>"
        '<activity-status code="2"/><activity-date type="2" iso-date="2020-01-01"/>'
        f'<recipient-country code="{where}"/><sector vocabulary="1" code="15220"/>'
        '<transaction><transaction-type code="3"/><transaction-date iso-date="2022-05-01"/>'
        f'<value value-date="2022-05-01">100</value></transaction>{results}</iati-activity>'
    )


def _indicator(title, baseline, target, actual):
    return (
        '<result type="1"><title><narrative>Schools</narrative></title>'
        f'<indicator measure="1" ascending="1"><title><narrative>{title}</narrative></title>'
        f'<baseline year="2020" value="{baseline}"/><period><period-start iso-date="2020-01-01"/>'
        f'<period-end iso-date="2022-12-31"/><target value="{target}"/><actual value="{actual}"/></period></indicator>'
        "</result>"
    )


def _document(title, name="roads", code="A07"):
    return (
        f'<document-link url="https://giver.example/{name}?a=1&amp;b=2" format="application/pdf"><title><narrative>'
        f"{escape(title)}</narrative></title><category code='{code}'/><language code='es'/></document-link>"
    )


FILE = (
    '<iati-activities version="2.03" generated-datetime="2024-06-30T10:00:00Z">'
    + _activity("XM-NDU-1", "Schools", _indicator("Classrooms built", 0, 40, 30) + _indicator("Wells", 0, "ten", 5))
    + _activity(
        "XM-NDU-2", "Roads", _document("Review of <roads>") + _document("", "1") + _document("Plan", "2", "A02")
    )
    + _activity("XM-NDU-3", "Talks")
    + _activity("XM-OTH-1", "Elsewhere", _document("Roads of the region", "1"), where="SS", who="XM-NDU")
    + "</iati-activities>"
)


@pytest.fixture(scope="module")
def made_up_store(tmp_path_factory):
    """Four activities of which results are expected, one with some; two results of one public engagement."""
    from forlik.build import build
    from forlik.discover import source
    from forlik.published import copied, packed, put
    from forlik.register.rows import Row
    from forlik.store.intake import take_in

    home, path = tmp_path_factory.mktemp("results-home"), tmp_path_factory.mktemp("results") / "aid-2024-06-30.xml"
    path.write_text(FILE, encoding="utf-8")
    assert take_in(home, source("iati"), [path])[1] == []
    build(home, starter=False)
    at = datetime(2024, 6, 30, 12, tzinfo=UTC)
    rows = [Row(name, concept, "open", "0", 1, at, at, body) for name, (concept, body) in RECORDS.items()]
    put(home / "public", packed(copied(rows, date(2024, 7, 1), publisher="Ministry Ñandú", licence="CC-BY-4.0")))
    return home


def page(viewer, **given):
    return viewer.get("/results", given).content.decode()


def section(text, name):
    return text.split(f'id="{name}"')[1].split("</section>")[0]


def test_the_first_figure_is_how_many_activities_have_a_result(viewer):
    first = section(page(viewer), "coverage")
    assert '<data class="value" value="25.00">25.00</data>' in first
    assert "1 of 4 activities that should have results have published at least one." in first


def test_coverage_stands_by_publisher_country_pillar_and_year(viewer):
    text = page(viewer)
    assert "South Sudan" in section(text, "by-country")
    row = section(text, "by-country").split("Colombia</a>")[1].split("</tr>")[0]
    assert [cell.split("<")[0] for cell in row.split('<td class="n">')[1:]] == ["3", "1", "33.33", "33.33"]
    assert "Giver XM-NDU" in section(text, "by-publisher")
    assert "Peace and reconciliation" in section(text, "by-pillar")
    assert ">2021</th>" in section(text, "by-year")


def test_of_how_many_an_evaluation_is_known_stands_beside(viewer):
    """Roads links one of its own, Elsewhere one that Roads links too; the register has one of Talks."""
    text = page(viewer)
    second = section(text, "evaluation-coverage")
    assert '<data class="value" value="50.00">50.00</data>' in second
    assert "2 of the same 4 activities link a document" in second
    assert "Another 1 link only documents that other activities link too" in second
    row = section(text, "by-country").split("Colombia</a>")[1].split("</tr>")[0]
    assert '<td class="n roomy">2</td>' in row
    assert "giver.example" not in text
    assert "Choose a country, an organisation or an activity: its evaluations" in section(text, "evaluations")


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ({"country": "COL"}, ["Roads", "Talks"]),
        ({"country": "SSD"}, ["Elsewhere"]),
        ({"org": "XM-NDU"}, ["Roads", "Talks", "Elsewhere"]),
        ({"activity": "XM-NDU-2"}, ["Roads"]),
        ({"activity": "XM-NOT-HELD"}, ["–"]),
        ({"activity": "XM-NDU-1"}, []),
    ],
)
def test_the_evaluations_of_what_is_chosen_are_listed(viewer, given, names):
    found = section(page(viewer, **given), "evaluations")
    assert [row.split("<")[0].strip() for row in found.split('<th scope="row" class="prose">')[1:]] == names
    assert ("No evaluation is known of what is chosen." in found) == (not names)


def test_an_evaluation_stands_with_its_title_and_its_address_as_text(viewer):
    found = section(page(viewer, country="COL"), "evaluations")
    roads, talks = found.split('<th scope="row" class="prose">')[1:]
    link = "https://giver.example/roads?a=1&amp;b=2"
    assert f'<a href="{link}" rel="noreferrer">Review of &lt;roads&gt;</a>' in roads
    assert f'<span class="sub digest">{link}</span>' in roads
    assert '<span class="sub">es</span>' in roads
    untitled = "https://giver.example/1?a=1&amp;b=2"
    assert f'<a href="{untitled}" rel="noreferrer">{untitled}</a>' in roads
    assert roads.count("linked by other activities too") == 1, "Elsewhere links it as well"
    assert "giver.example/2" not in found, "a plan is no evaluation"
    assert '<a href="https://ministry.example/talks" rel="noreferrer">Ten years of talks</a>' in talks
    assert "published from the register" in talks


def test_nothing_is_held_against_anything_before_something_is_chosen(viewer):
    assert "Choose a country, an organisation or an activity" in section(page(viewer), "reached")


@pytest.mark.parametrize("given", [{"country": "COL"}, {"org": "XM-NDU"}, {"activity": "XM-NDU-1"}])
def test_each_indicator_is_held_against_its_own_target(viewer, given):
    reached = section(page(viewer, **given), "reached")
    row = reached.split("Classrooms built")[1].split("</tr>")[0]
    assert ">40<" in row
    assert ">30<" in row
    assert "partly reached" in row
    assert "75.00 percent of the way from the baseline" in row
    other = reached.split(">Wells")[1].split("</tr>")[0]
    assert ">ten<" in other
    assert "cannot be compared" in other
    assert "“ten” is no number" in other
    assert "percent" not in other


def test_a_choice_without_results_says_so(viewer):
    text = page(viewer, country="SSD")
    assert "No result is published for what is chosen." in section(text, "reached")
    assert '<data class="value" value="0.00">0.00</data>' in section(text, "coverage")
    nobody = page(viewer, org="XM-NOBODY")
    assert "unknown" in section(nobody, "coverage")
    assert "Nothing is to be done here." in nobody


def test_what_is_to_be_done_has_who_and_by_when(viewer):
    todo = section(page(viewer), "todo")
    assert todo.count("Publish a result") == 3
    [row] = [one for one in todo.split("<tr>") if "Roads" in one]
    assert "XM-NDU-2" in row
    assert "Giver XM-NDU" in row
    assert "1 Jan 2022" in row
    assert "overdue" in row
    assert "Overdue: 3." in todo


def test_the_ladder_stands_under_the_papers_goals_and_claims_no_lower_rung(viewer):
    ladder = section(page(viewer), "ladder")
    assert "https://www.regjeringen.no/en/documents/meld.-st.-30-20242025/id3108206/?ch=4" in ladder
    assert "Results that serve it: 2" in ladder
    assert "is not disputed: access won. That says nothing of the rungs below it." in ladder
    paused = ladder.split(">violence paused<")[1].split("</tr>")[0]
    assert "disputed: 1" in paused
    contact = ladder.split(">contact kept<")[1].split("</tr>")[0]
    assert 'data-head="Results">0' in contact
    assert "Talks in the north: A road was opened &lt;b&gt;" in ladder


def test_published_evaluations_are_linked(viewer):
    ladder = section(page(viewer), "ladder")
    assert '<a href="https://ministry.example/talks" rel="noreferrer">Ten years of talks</a>' in ladder


def test_the_download_has_every_activity_that_owes_results(viewer):
    rows = list(csv.DictReader(io.StringIO(viewer.get("/results.csv").content.decode("utf-8-sig"))))
    assert [(row["activity_id"], row["has_result"].lower(), row["due"]) for row in rows] == [
        ("XM-NDU-1", "true", ""),
        ("XM-NDU-2", "false", "2022-01-01"),
        ("XM-NDU-3", "false", "2022-01-01"),
        ("XM-OTH-1", "false", "2022-01-01"),
    ]
    assert [row["has_evaluation"].lower() for row in rows] == ["false", "true", "true", "false"]
    some = viewer.get("/results.csv", {"country": "SSD"}).content.decode("utf-8-sig")
    assert [row["activity_id"] for row in csv.DictReader(io.StringIO(some))] == ["XM-OTH-1"]


def test_the_front_page_has_the_first_figure(viewer):
    page(viewer)
    results = section(viewer.get("/").content.decode(), "results")
    assert '<data class="value" value="25.00">25.00</data>' in results
    assert "1 of 4 activities that should have results have published at least one." in results
    early = section(viewer.get("/", {"as_of": "2024-06-29"}).content.decode(), "results")
    assert "no rows of aid data (IATI) were held" in early
    assert "value=" not in early


def test_the_front_page_waits_for_no_cubes(viewer, made_up_store):
    import shutil

    from forlik.desk import worlds

    # What another day has worked out is good for this one, too: here nobody has worked anything out.
    worlds.forget()
    kept = made_up_store / "results"
    aside = kept.rename(made_up_store / "aside")
    try:
        results = section(viewer.get("/", {"as_of": "2024-07-05"}).content.decode(), "results")
    finally:
        shutil.rmtree(kept, ignore_errors=True)
        aside.rename(kept)
        worlds.forget()
    assert "Not worked out for this day yet" in results
    assert "value=" not in results


def test_before_any_file_was_known_the_ladder_stands_and_coverage_has_a_reason(viewer):
    text = page(viewer, as_of="2024-06-29")
    assert "forlik" in text
    assert '<span class="value unknown">–</span>' in section(text, "coverage")
    assert "No result is published from the register." in section(text, "ladder")
    assert viewer.get("/results.csv", {"as_of": "2024-06-29"}).status_code == 404


def test_a_country_that_is_none_is_told(viewer):
    assert viewer.get("/results", {"country": "xyzzyx"}).status_code == 404


def test_in_norwegian_it_is_norwegian(viewer):
    text = viewer.get("/results", {"country": "COL"}, headers={"accept-language": "nb"}).content.decode()
    assert "delvis nådd" in text
    assert "Publiser et resultat" in text
    assert "tilgang oppnådd" in text
    assert "75,00 prosent av veien fra utgangspunktet" in text
