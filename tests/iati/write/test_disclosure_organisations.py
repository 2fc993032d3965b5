"""An organisation's file tells nothing of whom the rules hide: neither who it was, nor that it was there at all."""

import io
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from iati_records import DAY, GENERATED, activity_with, full, organisations, places, put, rules_of

from forlik.cli.iati import iati
from forlik.iati import write as iw
from forlik.iati.write import ANONYMISED, Narrative, Organisation, Rules, disclose_organisation, write_organisations

EN = "en"
HIDE = rules_of("partner")
SILENT = (Narrative(ANONYMISED, EN),)
many = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
SPAN = {"start": date(2024, 1, 1), "end": date(2024, 12, 31), "value": iw.Money(Decimal(100), date(2024, 1, 1))}
FREE = {"text", "url", "ref", "value"}


def bytes_of(organisation: Organisation) -> bytes:
    stream = io.BytesIO()
    write_organisations([organisation], stream, generated=GENERATED, strict=False)
    return stream.getvalue()


def for_org(name="Example Relief", ref="ZZ-REG-77", **fields):
    return iw.RecipientOrgBudget(**(SPAN | {"recipient": iw.RecipientOrg(ref=ref, names=(Narrative(name),))} | fields))


def for_country(code, **fields):
    return iw.RecipientCountryBudget(**(SPAN | {"recipient": iw.RecipientCountry(code=code)} | fields))


def document(name, *countries):
    return iw.OrganisationDocument(
        url=f"https://example.org/{name}",
        format="text/html",
        titles=(Narrative(name),),
        description=(Narrative(f"of {name}"),),
        categories=("B01",),
        recipient_countries=tuple(iw.RecipientCountry(code=code) for code in countries),
    )


def line(text, ref="L1"):
    return iw.BudgetLine(ref=ref, value=SPAN["value"], narratives=(Narrative(text),))


def organisation_with(**fields) -> Organisation:
    """A ministry that has a budget for a local partner, two countries, and a document on each of them."""
    said = {
        "identifier": "XM-DAC-0",
        "language": EN,
        "default_currency": "NOK",
        "names": (Narrative("Ministry"),),
        "reporting_org": iw.ReportingOrg(ref="XM-DAC-0", type="10", names=(Narrative("Ministry"),)),
        "total_budgets": (iw.TotalBudget(**SPAN, lines=(line("Wells"),)),),
        "recipient_org_budgets": (for_org(),),
        "recipient_country_budgets": (for_country("ZZ"), for_country("YY")),
        "documents": (document("plan-of-zz", "ZZ"), document("plan-of-yy", "YY")),
    }
    return Organisation(**(said | fields))


def said_of(organisation, rules=HIDE, day=DAY, **more):
    return disclose_organisation(organisation, rules, day, **more).organisation


# -- what must not be said ---------------------------------------------------------------------------------------------


def test_the_partner_is_called_anonymised_and_the_money_stays():
    whole = organisation_with()
    disclosed = disclose_organisation(whole, HIDE, DAY)
    recipient = iw.RecipientOrg(names=SILENT)
    assert disclosed.organisation == replace(
        whole, recipient_org_budgets=(replace(whole.recipient_org_budgets[0], recipient=recipient),)
    )
    [applied] = disclosed.applied
    assert (applied.activity, applied.rule, applied.version, applied.done) == ("XM-DAC-0", "r", 3, ("partner",))


@pytest.mark.parametrize("wrap", ["{}", "see {} there", "https://example.org/{}/x"], ids=["alone", "within", "address"])
def test_a_canary_in_any_single_field_of_the_standard_is_gone(wrap):
    canary, whole = "ZqCanary7", replace(full(Organisation), identifier="XM-DAC-0-1")
    met = set()
    for path in places(whole):
        if path[0] == "reporting_org":
            continue
        put_in = put(whole, path, wrap.format(canary))
        secret = for_org(name=canary, ref="ZZ-1")
        said = disclose_organisation(
            replace(put_in, recipient_org_budgets=(*put_in.recipient_org_budgets, secret)), HIDE, DAY
        )
        assert said.applied, path
        if said.organisation is None:
            assert said.applied[0].done == ("withhold",)
            met |= {path[-1]} if path[0] != "names" else set()  # who is called so is the one who is hidden
        else:
            assert canary.lower() not in str(said.organisation).lower(), path
        assert canary.lower() not in str(said.applied).lower(), path
    assert {"identifier", "code", "currency", "language"} <= met
    assert not met & {"text", "url"}


@many
@given(organisations(), st.data())
def test_two_secret_partners_leave_the_same_bytes(organisation, data):
    """Whoever it was, with however many names in however many languages, the file is the same."""
    free = [path for path in places(organisation) if path[-1] in FREE and path[0] != "reporting_org"]
    where = data.draw(st.lists(st.sampled_from(free), max_size=3))
    worlds = []
    for name, ref, languages in (
        ("Zqalpha Relief", "ZZ-A-111", (EN,)),
        ("Фонд Zqbeta", "ZZ-LONGER-2", (EN, "fr", "ru")),
    ):
        world = organisation
        for path in where:
            world = put(world, path, f"with {name}")
        names = tuple(Narrative(name if code == EN else f"{name} {code}", code) for code in languages)
        secret = for_org(
            recipient=iw.RecipientOrg(ref=ref, names=names),
            lines=(line(f"to {names[-1].text}", ref=f"{ref}/1"),),
            extensions=(iw.Extension("urn:x", "whose", ref),),
        )
        world = replace(
            world,
            recipient_org_budgets=(*world.recipient_org_budgets, secret),
            documents=(*world.documents, document(ref)),
        )
        worlds.append(said_of(world, rules_of("partner", "documents")))
    assert (worlds[0] is None) == (worlds[1] is None)
    if worlds[0]:
        assert bytes_of(worlds[0]) == bytes_of(worlds[1])


@many
@given(organisations(), st.booleans())
def test_a_partner_of_whom_nothing_may_be_said_might_as_well_not_have_been_there(organisation, waits):
    """With the hidden one and without, the file is the same, byte for byte."""
    do = {"delay_months": 24} if waits else {}
    rules = rules_of("delay" if waits else "withhold", countries=(), partner_refs=("ZZ-REG-77",), **do)
    secret = for_org(lines=(line("to Example Relief"),))
    world = replace(
        organisation,
        recipient_org_budgets=(*organisation.recipient_org_budgets, secret),
        documents=(*organisation.documents, document("Example-Relief"), document("zzreg77", "YY")),
    )
    assert bytes_of(said_of(world, rules)) == bytes_of(organisation)


@many
@given(organisations(), st.booleans())
def test_a_partner_hidden_in_an_activity_leaves_no_trace_in_the_organisations_file(organisation, documents):
    """The organisation's file names it in words only; who it is, is known from the activity."""
    activity = activity_with(identifier="XM-DAC-0-7")
    rules = rules_of("partner", countries=("ZZ",), partner_types=("22",))
    world = replace(
        organisation,
        total_budgets=tuple(replace(one, lines=(line("Example Relief"),)) for one in organisation.total_budgets),
        documents=(*organisation.documents, *([document("example_relief", "YY")] if documents else [])),
        recipient_org_budgets=(),
    )
    said = said_of(world, rules, activities=[activity])
    assert "examplerelief" not in bytes_of(said).decode().casefold().replace("_", "").replace(" ", "")
    other = replace(world, total_budgets=tuple(replace(one, lines=(line("Zz-reg-77"),)) for one in world.total_budgets))
    assert bytes_of(said_of(other, rules, activities=[activity])) == bytes_of(said)


@many
@given(organisations(), st.sampled_from(["partner", "documents", "descriptions", "identifiers", "extensions"]))
def test_what_may_be_said_is_a_file_that_the_standard_accepts(organisation, what):
    world = replace(
        organisation,
        language=EN,
        default_currency="NOK",
        recipient_org_budgets=(*organisation.recipient_org_budgets, for_org(lines=(line("Wells"),))),
    )
    if said := said_of(world, rules_of(what)):
        stream = io.BytesIO()
        assert write_organisations([said], stream, generated=GENERATED) == 1


@many
@given(organisations())
def test_what_was_disclosed_once_is_disclosed_the_same_again(organisation):
    once = said_of(replace(organisation, recipient_org_budgets=(*organisation.recipient_org_budgets, for_org())))
    if once:
        assert said_of(once) == once


# -- whom a rule concerns ----------------------------------------------------------------------------------------------


def test_who_is_known_from_the_activities_is_hidden_only_where_an_activity_hides_it():
    rules = rules_of("partner", countries=("ZZ",), partner_types=("22",))
    hidden = activity_with(identifier="XM-DAC-0-7")
    big = iw.ParticipatingOrg(role="4", type="40", ref="XM-DAC-41121", names=(Narrative("UNHCR"),))
    open_one = activity_with(identifier="XM-DAC-0-8", participating_orgs=(big,), transactions=())
    whole = organisation_with(
        recipient_org_budgets=(for_org(), for_org("UNHCR", "XM-DAC-41121"), for_org("Never met", "QQ-1"))
    )
    said = said_of(whole, rules, activities=[hidden, open_one])
    names = [one.recipient.names[0].text for one in said.recipient_org_budgets]
    assert names == [ANONYMISED, "UNHCR", ANONYMISED], "who is met nowhere may be anyone"
    assert [one.recipient.names for one in said_of(whole, rules).recipient_org_budgets] == [SILENT] * 3


def test_an_organisation_under_another_name_is_hidden_too_and_the_one_who_reports_never():
    rules = rules_of("partner", countries=(), partner_refs=("ZZ-REG-77",))
    whole = organisation_with(
        recipient_org_budgets=(for_org(), for_org("Example Relief", "ZZ-OLD-5"), for_org("Ministry", "XM-DAC-0")),
        total_budgets=(iw.TotalBudget(**SPAN, lines=(line("ZZ-OLD-5"), line("Ministry"))),),
    )
    said = said_of(whole, rules)
    assert [one.recipient.names[0].text for one in said.recipient_org_budgets] == [ANONYMISED, ANONYMISED, "Ministry"]
    assert [one.narratives[0].text for one in said.total_budgets[0].lines] == [ANONYMISED, "Ministry"]


def test_nothing_is_said_of_an_organisation_that_is_itself_hidden():
    rules = rules_of("partner", countries=(), partner_refs=("ZZ-REG-77",))
    hidden = organisation_with(identifier="ZZ-REG-77", names=(Narrative("Example Relief"),), recipient_org_budgets=())
    disclosed = disclose_organisation(hidden, rules, DAY, number=4)
    assert disclosed.organisation is None
    assert (disclosed.applied[0].activity, disclosed.applied[0].done) == ("record 4", ("withhold",))
    known = disclose_organisation(
        hidden, rules_of("partner", partner_types=("22",)), DAY, activities=[activity_with(identifier="XM-DAC-0-7")]
    )
    assert known.organisation is None
    assert "relief" not in str(known.applied).lower()


def test_a_rule_for_a_country_leaves_what_is_said_to_be_elsewhere():
    whole = organisation_with(
        documents=(document("plan-of-zz", "ZZ"), document("plan-of-yy", "YY"), document("anywhere"))
    )
    said = said_of(whole, rules_of("documents", "descriptions", countries=("zz",)))
    assert said.documents == (document("plan-of-yy", "YY"),)
    assert said.total_budgets == whole.total_budgets
    said = said_of(whole, rules_of("withhold", countries=("ZZ",)))
    assert [one.recipient.code for one in said.recipient_country_budgets] == ["YY"]
    assert said.recipient_org_budgets == ()
    assert said.total_budgets == whole.total_budgets, "a sum of all does not tell of one"
    nowhere = disclose_organisation(
        replace(whole, recipient_org_budgets=(), documents=()), rules_of("withhold", countries=("QQ",)), DAY
    )
    assert (nowhere.organisation, nowhere.applied) == (replace(whole, recipient_org_budgets=(), documents=()), ())


def test_the_sum_of_a_country_is_left_by_rules_for_some_of_it():
    whole = organisation_with(recipient_org_budgets=(), documents=())
    for narrower in ({"partner_types": ("22",)}, {"purposes": ("15160",)}, {"pillars": ("peace",)}):
        assert said_of(whole, rules_of("withhold", countries=("ZZ",), **narrower)) == whole
    region = iw.RecipientRegionBudget(**SPAN, recipient=iw.RecipientRegion(code="298"))
    whole = replace(whole, recipient_region_budgets=(region,))
    assert said_of(whole, rules_of("withhold", countries=("ZZ",))).recipient_region_budgets == (region,)
    assert said_of(whole, rules_of("withhold", countries=(), regions=("298",))).recipient_region_budgets == ()


def test_a_rule_that_withholds_everything_withholds_the_organisation():
    disclosed = disclose_organisation(organisation_with(), rules_of("withhold"), DAY)
    assert (disclosed.organisation, disclosed.applied[0].done) == (None, ("withhold",))
    assert disclosed.applied[0].activity == "XM-DAC-0"
    whole = organisation_with(identifier="XM-DAC-0-ExampleRelief")
    assert "relief" not in str(disclose_organisation(whole, rules_of("withhold"), DAY).applied).lower()


def test_a_budget_waits_until_months_after_its_end_and_a_document_without_end_waits():
    rules = rules_of("delay", delay_months=12, countries=("ZZ",))
    whole = organisation_with(recipient_country_budgets=(for_country("ZZ"), for_country("YY")))
    before = disclose_organisation(whole, rules, date(2025, 12, 30))
    assert [one.recipient.code for one in before.organisation.recipient_country_budgets] == ["YY"]
    assert (before.organisation.recipient_org_budgets, before.applied[0].done) == ((), ("withhold",))
    after = said_of(whole, rules, date(2025, 12, 31))
    assert after == replace(whole, documents=whole.documents[1:])


@pytest.mark.parametrize(
    ("what", "part"),
    [
        ("documents", {"documents": (document("plan-of-yy", "YY"),)}),
        ("identifiers", {"recipient_org_budgets": (for_org(lines=(line("Wells", ref=""),)),)}),
        ("descriptions", {"recipient_org_budgets": (for_org(lines=(line(ANONYMISED),)),)}),
        ("title", {}),
    ],
)
def test_what_goes_goes_and_the_rest_stays(what, part):
    whole = organisation_with(recipient_org_budgets=(for_org(lines=(line("Wells"),)),))
    said = said_of(whole, rules_of(what, countries=("ZZ",)))
    text = str(said).replace(f"'{ANONYMISED}', language='en'", f"'{ANONYMISED}', language=''")
    expected = replace(whole, **part)
    if what == "descriptions":
        expected = replace(expected, documents=(replace(whole.documents[0], description=()), whole.documents[1]))
    assert text == str(expected)


def test_rules_that_are_not_in_force_do_nothing():
    whole = organisation_with()
    for criteria in ({"starts": date(2025, 7, 1)}, {"until": date(2025, 6, 29)}, {"lift": date(2025, 6, 30)}):
        assert disclose_organisation(whole, rules_of("partner", "documents", **criteria), DAY).applied == ()
    assert said_of(whole, rules_of("partner", running_from=date(2025, 1, 1))) == whole
    assert said_of(whole, Rules(1, (), {})) == whole


# -- the command -------------------------------------------------------------------------------------------------------


def test_the_command_asks_the_rules_of_organisations(tmp_path):
    (tmp_path / "o.json").write_text(iw.to_json(iw.Records(organisations=(organisation_with(),))), "utf-8")
    (tmp_path / "a.json").write_text(
        iw.to_json(iw.Records(activities=(activity_with(identifier="XM-DAC-0-7"),))), "utf-8"
    )
    (tmp_path / "rules.toml").write_text(
        'version = 1\n[[rule]]\nid = "one"\nreason = "danger"\nground = "section 1"\ndo = ["partner"]\n'
        'countries = ["ZZ"]\npartner_types = ["22"]\n',
        "utf-8",
    )
    asked = [
        "write",
        str(tmp_path / "o.json"),
        "--out",
        str(tmp_path / "o.xml"),
        "--rules",
        str(tmp_path / "rules.toml"),
    ]
    done = CliRunner().invoke(iati, [*asked, "--activities", str(tmp_path / "a.json"), "--json"])
    assert (done.exit_code, json.loads(done.output)["applied"][0]["done"]) == (0, ["partner"])
    content = (tmp_path / "o.xml").read_text("utf-8")
    assert ANONYMISED in content
    assert "Example" not in content
    assert "ZZ-REG-77" not in content
