"""What is written passes the official schema and the standard's own ruleset, also after it was anonymised."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from iati_records import GENERATED, activities, organisations

from forlik.core.errors import BadInput
from forlik.iati import write as iw
from forlik.iati.check import check
from forlik.iati.write import Narrative, Rule, Rules, disclose, write_activities, write_organisations

OFFICIAL = ("schema", "rulesets")
HIDE = Rules(1, (Rule(id="r", reason="x", ground="y", do=("partner",), countries=("*",)),), {})
some = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)


def found(path, checks=OFFICIAL):
    [report] = check(path, checks=checks, now=GENERATED)
    return [(one.rule, one.message, one.element) for one in report.findings if one.severity == "error"]


@some
@given(st.lists(activities(), min_size=1, max_size=5, unique_by=lambda one: one.identifier))
def test_activities_pass_the_official_checks(tmp_path, records):
    write_activities(records, tmp_path / "a.xml", generated=GENERATED)
    assert found(tmp_path / "a.xml") == []


@some
@given(st.lists(organisations(), min_size=1, max_size=3, unique_by=lambda one: one.identifier))
def test_organisations_pass_the_official_checks(tmp_path, records):
    write_organisations(records, tmp_path / "o.xml", generated=GENERATED)
    assert found(tmp_path / "o.xml") == []


@some
@given(activities())
def test_what_was_anonymised_still_passes_them(tmp_path, record):
    partner = iw.ParticipatingOrg(role="4", ref="ZZ-Q-77", names=(Narrative("Zqalpha", "en"),))
    record = replace(record, participating_orgs=(*record.participating_orgs, partner))
    said = disclose(record, HIDE, date(2025, 6, 30)).activity
    if said:
        write_activities([said], tmp_path / "a.xml", generated=GENERATED)
        assert found(tmp_path / "a.xml") == []


SMALL = iw.Activity(
    identifier="XM-DAC-0-1",
    language="en",
    default_currency="NOK",
    reporting_org=iw.ReportingOrg(ref="XM-DAC-0", type="10", names=(Narrative("Ministry"),)),
    titles=(Narrative("Water"),),
    descriptions=(iw.Description(narratives=(Narrative("Wells"),)),),
    participating_orgs=(iw.ParticipatingOrg(role="1", ref="XM-DAC-0"),),
    status="2",
    dates=(iw.ActivityDate(type="2", day=date(2024, 1, 1)),),
    recipient_countries=(iw.RecipientCountry(code="ZM"),),
    sectors=(iw.Sector(code="14030"),),
    transactions=(iw.Transaction(type="3", day=date(2024, 1, 1), value=iw.Money(Decimal(1), date(2024, 1, 1))),),
)


@pytest.mark.parametrize(
    "wrong", [{"sectors": ()}, {"default_currency": ""}, {"language": ""}, {"identifier": "XM-DAC-0"}]
)
def test_the_checks_would_have_seen_what_the_writer_refuses(tmp_path, wrong):
    write_activities([SMALL], tmp_path / "a.xml", generated=GENERATED)
    assert found(tmp_path / "a.xml") == []
    broken = [replace(SMALL, **wrong)]
    with pytest.raises(BadInput):
        write_activities(broken, tmp_path / "b.xml", generated=GENERATED)
    write_activities(broken, tmp_path / "b.xml", generated=GENERATED, strict=False)
    assert found(tmp_path / "b.xml")
