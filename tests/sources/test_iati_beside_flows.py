"""IATI files, beside their flows: what is planned, who takes part, where it is, what came of it, and documents."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from forlik.core.source import RawFile
from forlik.sources import _iati_silver
from forlik.sources._iati_rates import rates_until
from forlik.sources.iati import SOURCE
from forlik.store import shelf

GENERATED = "2024-06-12"
PERSON = "Nobody Real"


@pytest.fixture
def read(tmp_path):
    """The tables of a file with one activity, and those of the same file read as a large one, which are the same."""

    def reading(*inside, places='<recipient-country code="CO"/>', before="", version="2.03"):
        path = tmp_path / "odd.xml"
        path.write_text(
            f'<iati-activities version="{version}" generated-datetime="{GENERATED}">{before}'
            '<iati-activity default-currency="NOK" hierarchy="2" humanitarian="1">'
            f'<iati-identifier>A-1</iati-identifier><reporting-org ref="XM-A" type="10"/>{places}'
            f'<sector vocabulary="1" code="15220"/>{"".join(inside)}'
            "</iati-activity></iati-activities>",
            encoding="utf-8",
        )
        found = taken(path)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(_iati_silver, "LARGE", 0)
            assert taken(path) == found
        return found

    return reading


def taken(path: Path):
    found = SOURCE.read([RawFile(path.name, path)])
    shelf.check(SOURCE, found, path.name)
    return found


def rows(found, table):
    return found.tables[f"iati__{table}"].to_pylist()


def budget(value, first="2024-01-01", last="2024-12-31", more="", kind="", day="2024-01-15"):
    return (
        f'<budget{kind and f" type={kind!r}"}{more}><period-start iso-date="{first}"/><period-end iso-date="{last}"/>'
        f'<value value-date="{day}">{value}</value></budget>'
    )


def test_a_budget_is_shared_out_and_converted_as_a_transaction_is(read):
    both = '<recipient-country code="CO" percentage="75"/><recipient-country code="NA" percentage="25"/>'
    found = read(budget("100.01", kind="1", more=' status="2"'), places=both)
    planned = rows(found, "planned")
    assert [(one["country_iso3"], one["amount"]) for one in planned] == [
        ("COL", Decimal("75.007500")),
        ("NAM", Decimal("25.002500")),
    ]
    rate = rates_until(GENERATED).rate("NOK", "USD", date(2024, 1, 15)).value
    assert abs(sum(one["amount_usd"] for one in planned) - Decimal("100.01") * rate) <= Decimal("0.000001")
    [first, _] = planned
    assert (first["kind"], first["budget_type_code"], first["budget_status_code"]) == ("budget", "1", "2")
    assert (first["period_start"], first["period_end"], first["year"]) == (date(2024, 1, 1), date(2024, 12, 31), 2024)
    assert (first["pillar"], first["humanitarian"], first["hierarchy"], first["replaced"]) == ("peace", True, 2, False)
    assert first["why"].endswith(" Original.")
    assert rows(found, "flows") == []


def test_a_planned_disbursement_names_its_ends(read):
    ends = (
        '<provider-org ref="XM-A"><narrative>Giver</narrative></provider-org>'
        "<receiver-org><narrative>Taker</narrative></receiver-org>"
    )
    [one] = rows(
        read(budget(5).replace("budget", "planned-disbursement").replace("</value>", f"</value>{ends}")), "planned"
    )
    assert (one["kind"], one["planned_no"], one["budget_status_code"]) == ("planned_disbursement", 1, None)
    assert (one["provider_org_ref"], one["provider_org_name"]) == ("XM-A", "Giver")
    assert (one["receiver_org_ref"], one["receiver_org_name"]) == (None, "Taker")
    assert one["why"].endswith(" Taken as original as no type is stated.")


@pytest.mark.parametrize(
    ("first", "second", "replaced"),
    [
        (budget(5, kind="1"), budget(7, kind="2"), [True, False]),
        (budget(7, kind="2"), budget(5), [False, True]),
        (budget(5, kind="1"), budget(7, kind="1"), [False, False]),
        (budget(5, kind="1"), budget(7, kind="2", last="2024-06-30"), [False, False]),
        (budget(5, kind="1"), budget(7, kind="2", last="soon"), [False, False]),
        (budget(5, kind="1", last="soon"), budget(7, kind="2", last="soon"), [False, False]),
        (budget(5, kind="9"), budget(7, kind="2"), [False, False]),
    ],
)
def test_a_revised_budget_takes_the_place_of_the_original_of_the_same_period_only(read, first, second, replaced):
    planned = rows(read(first, second), "planned")
    assert [one["replaced"] for one in planned] == replaced
    assert ["Not added, for a revised one" in one["why"] for one in planned] == replaced


def test_a_period_of_several_years_stays_in_the_one_it_begins_in_and_that_is_told(read):
    long, short = rows(read(budget(5, last="2026-12-31"), budget(6)), "planned")
    assert (long["year"], short["year"]) == (2024, 2024)
    assert "All of it counts in the year in which its period begins" in long["why"]
    assert "All of it" not in short["why"]


def test_planned_money_that_cannot_be_read_converted_or_dated_is_kept_unknown_and_told(read):
    found = read(
        budget("1,5"), budget(5, day="2030-01-01"), budget(-9, first="soon"), budget(3, first="0204-01-01", last="")
    )
    comma, later, undated, old = rows(found, "planned")
    assert (comma["amount"], comma["rate_rule"]) == (None, "no_amount")
    assert (later["amount"], later["amount_usd"], later["rate_rule"]) == (5, None, "no_rate")
    assert (undated["amount"], undated["year"], undated["period_start"]) == (-9, None, None)
    assert (old["period_start"], old["year"]) == (date(204, 1, 1), None)
    assert "2 of 4 budgets and planned disbursements have no amount in US dollars" in found.remarks
    assert "2 of 4 budgets and planned disbursements are undated and count in no year" in found.remarks


def test_who_takes_part_is_told_with_the_role(read):
    found = read(
        '<participating-org ref="XM-A" role="1" type="10"><narrative>Giver</narrative></participating-org>',
        '<participating-org role="4"><narrative xml:lang="nb">Hjelperen</narrative></participating-org>',
    )
    assert [
        (one["ordinal"], one["role_code"], one["org_ref"], one["org_name"], one["org_type_code"], one["hierarchy"])
        for one in rows(found, "participants")
    ] == [(1, "1", "XM-A", "Giver", "10", 2), (2, "4", None, "Hjelperen", None, 2)]


def test_roles_of_before_version_2_are_put_into_todays_codes(read):
    [one] = rows(
        read('<participating-org role="Implementing">Helper</participating-org>', version="1.05"), "participants"
    )
    assert (one["role_code"], one["org_name"]) == ("4", "Helper")


def location(*inside, name="Somewhere"):
    return f"<location><name><narrative>{name}</narrative></name>{''.join(inside)}</location>"


def area(level, code, vocabulary="A3"):
    return f'<administrative vocabulary="{vocabulary}" level="{level}" code="{code}"/>'


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ([area(2, "b"), area(1, "a")], ("A3", 1, "a")),
        ([area(0, "CO"), area(3, "c"), area(2, "b", "A1")], ("A1", 2, "b")),
        ([area(0, "CO"), area("", "x")], ("A3", None, "x")),
        ([area(0, "CO")], ("A3", 0, "CO")),
        ([area("", "x"), area(2, "b")], ("A3", 2, "b")),
        ([area("one", "x")], ("A3", None, "x")),
        ([area(1, "")], (None, None, None)),
        (['<location-id vocabulary="G1" code="77"/><location-class code="1"/>'], ("G1", None, "77")),
        (['<location-id vocabulary="G1" code="77"/><location-class code="2"/>'], (None, None, None)),
        ([area(1, "a"), '<location-id vocabulary="G1" code="77"/><location-class code="1"/>'], ("A3", 1, "a")),
        (['<administrative country="CO" adm1="a" adm2="b">Town</administrative>'], (None, 1, "a")),
    ],
)
def test_of_the_areas_of_a_location_one_of_level_one_is_kept_before_others(read, inside, expected):
    [one] = rows(read(location(*inside)), "locations")
    assert (one["admin_vocabulary"], one["admin_level"], one["admin_code"]) == expected
    assert (one["name"], one["ordinal"]) == ("Somewhere", 1)


def point(text, system="http://www.opengis.net/def/crs/EPSG/0/4326"):
    return f'<point srsName="{system}"><pos>{text}</pos></point>'


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (point("13.99417 -89.55972"), (13.99417, -89.55972)),
        (point(" -34,  5 "), (-34.0, 5.0)),
        (point("91 5"), (None, None)),
        (point("5 181"), (None, None)),
        (point("5"), (None, None)),
        (point("north 5"), (None, None)),
        (point("600000 200000", "EPSG:21781"), (None, None)),
        (point("47 8", "EPSG:21781"), (None, None)),
        ('<coordinates latitude="36.20482400" longitude="138.25" precision="6"/>', (36.204824, 138.25)),
        ("", (None, None)),
    ],
)
def test_a_point_is_kept_where_it_can_be_on_the_earth(read, inside, expected):
    [one] = rows(read(location(inside)), "locations")
    assert (one["latitude"], one["longitude"]) == expected


def indicator(*periods, title="Girls in school", baseline='<baseline year="2020" value="10"/>', more=""):
    return (
        f'<indicator measure="1" ascending="1"{more}><title><narrative>{title}</narrative></title>'
        f"{baseline}{''.join(periods)}</indicator>"
    )


def result(*inside, title="School"):
    titled = f"<title><narrative>{title}</narrative></title>"
    return f'<result type="2" aggregation-status="0">{titled}{"".join(inside)}</result>'


def period(target="", actual="", first="2024-01-01"):
    return f'<period><period-start iso-date="{first}"/><period-end iso-date="2024-12-31"/>{target}{actual}</period>'


def test_a_period_is_a_row_and_so_is_an_indicator_without_one_and_a_result_without_any(read):
    found = read(
        result(title="Nothing"),
        result(
            indicator(
                period('<target value="20"/>', '<actual value="15.5"/>'),
                period('<target value="30"/>', first="2025-01-01"),
            ),
            indicator(title="Boys in school", baseline=""),
        ),
        result(indicator(period(), title="Third"), title="Later"),
    )
    keys = ("result_no", "indicator_no", "period_no", "result_title", "indicator_title")
    figures = ("baseline_value", "target_value", "actual_value")
    assert [tuple(one[key] for key in (*keys, *figures)) for one in rows(found, "results")] == [
        (1, None, None, "Nothing", None, None, None, None),
        (2, 1, 1, "School", "Girls in school", "10", "20", "15.5"),
        (2, 1, 2, "School", "Girls in school", "10", "30", None),
        (2, 2, None, "School", "Boys in school", None, None, None),
        (3, 3, 3, "Later", "Third", "10", None, None),
    ]
    first = rows(found, "results")[1]
    assert (first["result_type_code"], first["aggregation_status"], first["measure_code"]) == ("2", False, "1")
    assert (first["ascending"], first["baseline_year"], first["period_start"]) == (True, 2020, date(2024, 1, 1))
    assert (first["baseline_number"], first["target_number"], first["actual_number"]) == (10, 20, Decimal("15.5"))
    assert [(one["baselines"], one["targets"], one["actuals"]) for one in rows(found, "results")] == [
        (None, None, None), (1, 1, 1), (1, 1, 0), (0, None, None), (1, 0, 0),
    ]  # fmt: skip


def test_a_figure_that_is_no_number_is_kept_as_stated_and_is_none(read):
    bad = period('<target value="1,500"/>', '<actual value="about half"/>')
    [one] = rows(read(result(indicator(bad, baseline='<baseline iso-date="2019-05-01" value="n/a"/>'))), "results")
    assert (one["target_value"], one["actual_value"], one["baseline_value"]) == ("1,500", "about half", "n/a")
    assert (one["target_number"], one["actual_number"], one["baseline_number"]) == (None, None, None)
    assert one["baseline_year"] == 2019


def test_a_figure_of_a_part_stands_for_no_whole(read):
    part = '<target value="{}"><dimension name="sex" value="{}"/></target>'
    girls, boys = part.format(7, "f"), part.format(5, "m")
    there = '<actual value="3"><location ref="x"/></actual>'
    found = read(
        result(
            indicator(period(girls + boys + '<target value="12"/>'), period(girls + boys, there, first="2025-01-01"))
        )
    )
    assert [
        (one["target_value"], one["targets"], one["actual_value"], one["actuals"]) for one in rows(found, "results")
    ] == [
        ("12", 3, None, 0),
        (None, 2, None, 1),
    ]


def link(url, *codes, title="Review", languages=(), more=""):
    every = [f'<category code="{code}"/>' for code in codes] + [f'<language code="{code}"/>' for code in languages]
    titled = f"<title><narrative>{title}</narrative></title>"
    return f'<document-link url="{url}" format="application/pdf">{titled}{more}{"".join(every)}</document-link>'


def test_a_document_is_a_row_a_category_and_one_without_any_is_a_row_too(read):
    found = read(
        link("https://a.example/1.pdf", "B01", "A07", "A07", " ", languages=("en", "nb", "en")),
        link(" HTTP://a.example:8080/2?a=b#c ", languages=()),
        result("<document-link url='https://a.example/3'><category code='A08'/></document-link>", indicator()),
    )
    names = ("ordinal", "category_code", "url", "language", "linked_from")
    assert [tuple(one[name] for name in names) for one in rows(found, "documents")] == [
        (1, "A07", "https://a.example/1.pdf", "en; nb", "activity"),
        (1, "B01", "https://a.example/1.pdf", "en; nb", "activity"),
        (2, None, "HTTP://a.example:8080/2?a=b#c", None, "activity"),
        (3, "A08", "https://a.example/3", None, "result"),
    ]
    first = rows(found, "documents")[0]
    assert (first["title"], first["format"], first["hierarchy"]) == ("Review", "application/pdf", 2)
    assert (first["activity_key"], first["secondary_reporter"]) == ("A-1", False)
    assert not [one for one in found.remarks if "links" in one]


HOSTILE = (
    *(
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://a.example/1",
        "mailto:nobody@place.example",
    ),
    *("//a.example/1", "/1", "", " ", "a.example/1", "https://", "https:///1", "https:a.example"),
    *("https://bank.example@a.example/1", "https://user:secret@a.example/1", r"https://a.example\@b.example/"),
    *(
        "https://a.example/\u202efdp.exe",
        "https://a.example/\u200b1",
        "https://a.example/&#10;1",
        "https://a.ex ample/1",
    ),
    *("https://a.example/" + "x" * 2_000, "https://a.example:port/1", "x https://a.example/1"),
)


def test_a_link_that_nobody_should_follow_is_left_out_and_counted(read):
    found = read(*(link(one, "A07") for one in HOSTILE), link("https://a.example/good", "A07"))
    assert [one["url"] for one in rows(found, "documents")] == ["https://a.example/good"]
    assert rows(found, "documents")[0]["ordinal"] == len(HOSTILE) + 1
    [said] = [one for one in found.remarks if "links" in one]
    assert said.startswith(f"{len(HOSTILE)} links to documents have no address of http or https")


@pytest.mark.parametrize(
    "url", ["https://a.example", "https://blåbær.example/ærlig.pdf", "http://a_b.example/My file.pdf"]
)
def test_an_address_in_other_letters_or_with_a_space_stays(read, url):
    [one] = rows(read(link(url)), "documents")
    assert one["url"] == url


def test_nothing_stands_of_a_version_that_does_not_stand(read):
    updated = (
        '<iati-activity default-currency="NOK" last-updated-datetime="2020-01-01T00:00:00Z">'
        '<iati-identifier>A-1</iati-identifier><reporting-org ref="XM-A" type="10"/>'
        f"{location(name='New')}{budget(9)}{result(title='New')}{link('https://a.example/new', title='New')}"
        '<participating-org role="1"><narrative>New</narrative></participating-org></iati-activity>'
    )
    older = '<participating-org role="1"><narrative>Old</narrative></participating-org>'
    found = read(
        location(name="Old"), budget(5), result(title="Old"), older, link("https://a.example/1"), before=updated
    )
    columns = {"planned": "amount", "participants": "org_name", "locations": "name", "results": "result_title"}
    columns |= {"documents": "title"}
    assert {table: [one[name] for one in rows(found, table)] for table, name in columns.items()} == {
        "planned": [9], "participants": ["New"], "locations": ["New"], "results": ["New"],
        "documents": ["New"],
    }  # fmt: skip


def test_no_name_address_or_comment_of_a_person_gets_into_a_table(read):
    said = f"<narrative>{PERSON}, Street 5, 0123 Town</narrative>"
    contact = (
        f"<contact-info><organisation>{said}</organisation><person-name>{said}</person-name><telephone>5550123</telephone>"
        f"<email>nobody@place.example</email><mailing-address>{said}</mailing-address></contact-info>"
    )
    found = read(
        contact,
        link("https://a.example/1", more=f"<description>{said}</description>"),
        location(f"<description>{said}</description><activity-description>{said}</activity-description>"),
        result(
            f"<description>{said}</description>",
            indicator(
                f"<description>{said}</description>",
                period(
                    f'<target value="1"><comment>{said}</comment></target>',
                    f'<actual value="1"><comment>{said}</comment></actual>',
                ),
                baseline=f'<baseline year="2020" value="10"><comment>{said}</comment></baseline>',
            ),
        ),
    )
    text = repr([table.to_pylist() for table in found.tables.values()])
    for secret in (PERSON, "Street 5", "nobody@", "5550123"):
        assert secret not in text
