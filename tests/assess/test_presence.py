"""Presence from IATI: what is running where on a day, whose it is, and that unknown stays unknown."""

import re
from datetime import date
from decimal import Decimal

import pytest

from forlik.assess.options.presence import presence
from forlik.assess.options.presence_standing import standing
from forlik.assess.options.presence_whose import country_of, home_actor
from forlik.core.errors import NoData, UsageError
from forlik.discover import source
from forlik.store.intake import take_in
from forlik.world import world

OURS = "NO-BRC-900000000"


def money(kind, usd, *, day="2023-05-01", giver="", receiver="", currency="USD"):
    sides = "".join(
        f"<{side}-org{f' ref={ref!r}' if ref else ''}><narrative>{name}</narrative></{side}-org>"
        for side, ref, name in (("provider", *split(giver)), ("receiver", *split(receiver)))
        if name
    )
    return (
        f'<transaction><transaction-type code="{kind}"/><transaction-date iso-date="{day}"/>'
        f'<value currency="{currency}" value-date="{day}">{usd}</value>{sides}</transaction>'
    )


def split(side):
    ref, _, name = side.rpartition("|")
    return ref, name


def activity(
    number, *inside, who="XM-A", status="2", start="2022-03-01", end="2027-12-31", level=1, place="CO", second=False
):
    days = "".join(
        f'<activity-date type="{kind}" iso-date="{day}"/>' for kind, day in (("2", start), ("3", end)) if day
    )
    by = ' secondary-reporter="1"' if second else ""
    return (
        f'<iati-activity default-currency="USD" hierarchy="{level}"><iati-identifier>{number}</iati-identifier>'
        f'<reporting-org ref="{who}" type="10"{by}><narrative>House {who}</narrative></reporting-org>'
        f"<title><narrative>Work {number}</narrative></title>"
        f"{f'<activity-status code={status!r}/>' if status else ''}{days}"
        f'<recipient-country code="{place}"/><sector vocabulary="1" code="15220"/>{"".join(inside)}</iati-activity>'
    )


@pytest.fixture
def brought(home, tmp_path):
    """What stands on a day after made-up files are taken in: name and day of each, and its activities."""

    def taken(**files):
        for name, (day, *inside) in files.items():
            path = tmp_path / f"{name}.xml"
            text = f'<iati-activities version="2.03" generated-datetime="{day}">{"".join(inside)}</iati-activities>'
            path.write_text(text)
            _done, errors = take_in(home, source("iati"), [path])
            assert errors == []

        def there(day="2025-06-01", place="COL", actor="NOR"):
            now = world(day, home=home)
            return presence(now, now.place(place), home_actor(actor))

        return there

    return taken


def keys(found):
    return {one.about["activity_key"]: (one.standing, one.why) for one in found}


def test_what_home_reports_or_gives_to_is_ours_and_nothing_else(brought):
    there = brought(
        a=("2024-01-10", activity("A-1", money("3", 100, receiver="CO-X|Helpers")), who_gave()),
        b=("2024-01-10", activity("N-1", money("3", 70, receiver="CO-X|Helpers"), who=OURS)),
    )()
    assert keys(there.ours) == {"A-2": ("running", ""), "N-1": ("running", "")}
    by_key = {one.about["activity_key"]: one for one in there.ours}
    # Of what another reports only what home gave is its money; what the other paid out is not.
    assert [(one.kind, one.usd) for one in by_key["A-2"].amounts] == [("given", Decimal(40)), ("promised", Decimal(60))]
    assert [(one.kind, one.usd) for one in by_key["N-1"].amounts] == [("paid", Decimal(70))]
    assert by_key["N-1"].since == date(2022, 3, 1)
    assert by_key["N-1"].pillars == ("peace",)
    assert re.fullmatch(r"[0-9a-f]{64}", by_key["N-1"].basis.sha256)


def who_gave():
    given = (
        money("1", 40, giver=f"{OURS}|Ours"),
        money("11", 60, giver=f"{OURS}|Ours"),
        money("1", 500, giver="SE-0|Others"),
        money("3", 300, receiver="CO-X|Helpers"),
    )
    return activity("A-2", *given)


def test_partners_are_those_who_report_or_receive_with_counts_and_money_apart(brought):
    there = brought(
        a=("2024-01-10", activity("A-1", money("3", 100, receiver="CO-X|Helpers")), who_gave()),
        b=("2024-01-10", activity("N-1", money("2", 70, receiver="CO-X|Helpers"), who=OURS)),
    )()
    found = {(one.role, one.name): one for one in there.partners}
    assert set(found) == {("reports", "House XM-A"), ("receives", "Helpers")}
    helpers = found["receives", "Helpers"]
    assert (helpers.running, helpers.ref) == (3, "CO-X")
    assert {one.kind: one.usd for one in helpers.amounts} == {"paid": Decimal(400), "committed": Decimal(70)}
    assert len(helpers.bases) == 2
    assert {(one.role, one.ref) for one in there.organisations} == {("reports", OURS), ("gives", OURS)}


def test_the_home_actor_is_a_setting_and_no_country_by_nature(brought, monkeypatch):
    there = brought(a=("2024-01-10", activity("S-1", money("3", 9), who="SE-0-1"), activity("N-1", who=OURS)))
    assert set(keys(there().ours)) == {"N-1"}
    assert set(keys(there(actor="SWE").ours)) == {"S-1"}
    monkeypatch.setenv("FORLIK_HOME_ACTOR", "Sweden")
    assert set(keys(there(actor="").ours)) == {"S-1"}


@pytest.mark.parametrize(
    ("ref", "country"),
    [
        ("NO-BRC-971277882", "NOR"),
        ("NO-1", "NOR"),  # IATI's older list: country and the committee's number of the agency
        ("no-brc-971277882 ", "NOR"),
        ("GB-COH-123", "GBR"),
        ("GB-GOV-1", "GBR"),
        ("CA_ON-ONT-9", "CAN"),  # a register of a province
        ("XM-DAC-8", "NOR"),
        ("XM-DAC-8-1", "NOR"),
        ("XM-DAC-801-5", "AUS"),
        ("XM-DAC-5-7", "DEU"),
        ("XM-DAC-41121", ""),
        ("XM-DAC-928", ""),
        ("XM-DAC-21016", None),  # a non-governmental organisation has a number of its own, and no country in it
        ("XM-DAC-1634", None),
        ("XI-IATI-CABI", None),
        ("XM-OCHA-FPR1", None),
        ("XR-EUCB-1", None),
        ("NORAD", None),
        ("8", None),
        ("", None),
    ],
)
def test_whose_a_reference_is_and_where_it_does_not_tell(ref, country):
    assert country_of(ref) == country


def test_the_committees_number_of_norway_is_home_and_that_of_others_is_not(brought):
    there = brought(
        a=(
            "2024-01-10",
            activity("N-1", who="XM-DAC-8-1"),
            activity("A-1", who="XM-DAC-801-5"),
            activity("G-1", money("1", 40, giver="XM-DAC-8|Ministry"), who="XM-DAC-41114"),
        )
    )
    assert set(keys(there().ours)) == {"N-1", "G-1"}
    assert {one.ref for one in there().organisations} == {"XM-DAC-8-1", "XM-DAC-8"}
    assert set(keys(there(actor="Australia").ours)) == {"A-1"}


def test_whose_cannot_be_told_is_neither_home_nor_said_to_be_anothers(brought):
    paid = [money("3", 9, receiver=receiver) for receiver in ("|NO-Name", "XI-GRID-1|Institute", "SE-0|Swedes")]
    there = brought(a=("2024-01-10", activity("A-1", *paid, who="XM-DAC-41114")))()
    assert (there.ours, there.organisations) == ((), ())
    assert {(one.name, one.whose) for one in there.partners if one.role == "receives"} == {
        ("NO-Name", "unknown"),  # a name is no reference, however it begins
        ("Institute", "unknown"),
        ("Swedes", "other"),
    }


@pytest.mark.parametrize("said", ["Atlantis", "World", "Europe", " "])
def test_a_home_that_is_no_country_is_refused_and_never_guessed(said, monkeypatch):
    monkeypatch.setenv("FORLIK_HOME_ACTOR", said)
    with pytest.raises(UsageError):
        home_actor()


def test_how_references_of_home_begin():
    assert home_actor("Norway").marks == ("NO-", "XM-DAC-8")
    assert home_actor("Bhutan").marks == ("BT-",)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (("2", date(2022, 1, 1), date(2027, 1, 1)), ("running", "")),
        (("2", date(2022, 1, 1), date(2025, 6, 1)), ("running", "")),  # the last day is one of its days
        (("2", None, None), ("running", "")),
        (("2", date(2022, 1, 1), date(2025, 5, 31)), ("unsure", "end passed")),
        ((None, date(2022, 1, 1), date(2027, 1, 1)), ("running", "")),
        ((None, date(2022, 1, 1), None), ("unsure", "no status")),
        ((None, None, date(2027, 1, 1)), ("unsure", "no start")),
        ((None, date(2022, 1, 1), date(2025, 1, 1)), (None, "")),
        (("2", date(2025, 6, 2), None), (None, "")),
        (("4", date(2022, 1, 1), date(2027, 1, 1)), (None, "")),
        (("1", None, None), (None, "")),
        (("6", date(2022, 1, 1), None), (None, "")),
    ],
)
def test_what_is_running_by_its_own_file(said, found):
    assert standing(*said, date(2025, 6, 1)) == found


def test_what_was_known_on_an_earlier_day_is_what_the_older_file_said(brought):
    there = brought(a=("2024-01-10", activity("N-1", who=OURS)), b=("2020-01-10", activity("N-0", who=OURS)))
    assert set(keys(there("2023-12-31").ours)) == {"N-0"}
    assert set(keys(there("2024-01-10").ours)) == {"N-0", "N-1"}
    # The later file is not known yet, so it adds nothing to the earlier day.
    assert there("2023-12-31").files == 1


def test_levels_that_repeat_each_other_are_counted_once(brought):
    there = brought(
        a=(
            "2024-01-10",
            activity("A", money("3", 100, receiver="|Helpers"), level=1),
            activity("A-1", money("3", 60, receiver="|Helpers"), level=2),
            activity("A-2", money("3", 40, receiver="|Helpers"), level=2),
        )
    )()
    [reports, receives] = there.partners
    assert (reports.running, receives.running) == (2, 2)
    assert [one.usd for one in receives.amounts] == [Decimal(100)]


def test_what_others_report_of_an_activity_is_not_counted_again(brought):
    there = brought(
        a=("2024-01-10", activity("N-1", who=OURS), activity("L-1", money("3", 9), who=OURS, second=True))
    )()
    assert set(keys(there.ours)) == {"N-1"}


def test_money_without_a_rate_is_left_out_and_said_and_none_is_never_zero(brought):
    there = brought(
        a=("2024-01-10", activity("N-1", money("3", 5), money("3", 9, currency="XXX"), who=OURS)),
        b=("2024-01-10", activity("N-2", money("3", 9, currency="XXX"), who=OURS), activity("N-3", who=OURS)),
    )()
    told = {one.about["activity_key"]: one.amounts for one in there.ours}
    assert [(one.usd, one.incomplete) for one in told["N-1"]] == [(Decimal(5), True)]
    assert [(one.usd, one.incomplete) for one in told["N-2"]] == [(None, True)]
    assert told["N-3"] == ()


def test_without_files_nothing_is_known_and_that_is_an_error(home):
    now = world("2025-06-01", home=home)
    with pytest.raises(NoData):
        presence(now, now.place("COL"), home_actor("NOR"))


@pytest.mark.real
def test_norway_in_lebanon_by_the_file_of_unhcr(shared, tmp_path):
    """39 providers of that file are Norad's number, 13 the government's (counted in the XML by grep)."""
    home, path = tmp_path / "home", shared / "iati/activities/unhcr/UNHCR-Activities-2023.xml"
    _done, errors = take_in(home, source("iati"), [path])
    assert errors == []
    now = world("2023-12-25", home=home)
    there = presence(now, now.place("LBN"), home_actor("NOR"))
    assert keys(there.ours) == {"XM-DAC-41121-2023-MENA-LBN": ("running", "")}
    [promised] = there.ours[0].amounts
    assert (promised.kind, promised.currencies, promised.years) == ("promised", ("NOK",), (2022, 2023))
    assert {one.ref for one in there.organisations} == {"NO-BRC-971277882", "NO-BRC-972417920"}
    # The file says “implementation”, and its end is the last day of 2025: after that nobody knows.
    later = world("2026-06-01", home=home)
    assert keys(presence(later, later.place("LBN"), home_actor("NOR")).ours) == {
        "XM-DAC-41121-2023-MENA-LBN": ("unsure", "end passed")
    }


@pytest.mark.real
def test_who_receives_in_armenia_by_the_file_of_the_asian_development_bank(shared, tmp_path):
    home, path = tmp_path / "home", shared / "iati/activities/adb/iati-activities-am-armenia.xml"
    _done, errors = take_in(home, source("iati"), [path])
    assert errors == []
    now = world("2025-12-01", home=home)
    there = presence(now, now.place("ARM"), home_actor("NOR"))
    assert there.ours == ()
    [bank] = [one for one in there.partners if one.role == "reports"]
    assert (bank.ref, bank.running + bank.unsure) == ("XM-DAC-46004", 15)  # 15 of 43 say “implementation”
    assert {one.name for one in there.partners if one.role == "receives"} >= {"Ameriabank CJSC", "ArmPower CJSC"}
