"""What must not be said is not said, wherever it stood, and what is left does not tell who it was."""

import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from iati_records import DAY, GENERATED, activities, activity_with, full, places, put, rules_of
from lxml import etree

from forlik.core.errors import BadInput
from forlik.iati import write as iw
from forlik.iati.write import ANONYMISED, Activity, Narrative, Rules, disclose, write_activities
from forlik.iati.write.disclosure.trace import key, trace

EN = "en"
many = settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


HIDE = rules_of("partner")


def bytes_of(activity: Activity) -> bytes:
    stream = io.BytesIO()
    write_activities([activity], stream, generated=GENERATED, strict=False)
    return stream.getvalue()


def words_of(content: bytes) -> str:
    """All that a reader of the file can see, without the escapes of XML."""
    root = etree.fromstring(content)
    parts = [
        part for node in root.iter() for part in (str(node.tag), node.text or "", *node.attrib, *node.attrib.values())
    ]
    return "\n".join(parts + [uri for node in root.iter() for uri in node.nsmap.values()])


def test_the_partner_is_called_anonymised_and_money_and_country_stay():
    activity = activity_with()
    said, [applied] = disclose(activity, HIDE, DAY).activity, disclose(activity, HIDE, DAY).applied
    assert said.participating_orgs[0] == activity.participating_orgs[0]
    silent = (Narrative("Temporarily anonymised", EN),)
    assert said.participating_orgs[1] == iw.ParticipatingOrg(role="4", type="22", names=silent)
    assert said.transactions[0].receiver == iw.Receiver(type="22", names=silent)
    assert said.transactions[0].value == activity.transactions[0].value
    assert said.recipient_countries == activity.recipient_countries
    assert (applied.activity, applied.rule, applied.version, applied.done) == ("XM-DAC-0-1", "r", 3, ("partner",))
    assert (applied.reason, applied.ground, applied.lift) == ("danger", "section 1", None)


# -- canary ------------------------------------------------------------------------------------------------------------

FREE = {"text", "url", "ref", "activity_id", "linked_data_uri", "value"}
"""Where a text may be anything, so that an activity need not be withheld for what stands there."""
SECRET = st.text("QWXqwxÅÉß ]&<'-7", min_size=4, max_size=9).map(lambda text: f"Zq{text.strip()}xQ")


def with_partner(activity, **fields):
    secret = iw.ParticipatingOrg(role="4", type="22", **fields)
    return replace(activity, participating_orgs=(*activity.participating_orgs, secret))


FULL = replace(full(Activity), identifier="XM-DAC-0-1")
EVERYWHERE = [path for path in places(FULL) if path[0] != "reporting_org"]
"""Who shares a name with the one who reports is the one who reports, and is not hidden."""


@pytest.mark.parametrize("wrap", ["{}", "see {} there", "https://example.org/{}/x"], ids=["alone", "within", "address"])
def test_a_canary_in_any_single_field_of_the_standard_is_gone(wrap):
    """One field after the other: the name of the partner in it, and then not in what is said."""
    canary = "ZqCanary7"
    for path in EVERYWHERE:
        activity = with_partner(put(FULL, path, wrap.format(canary)), ref="ZZ-1", names=(Narrative(canary),))
        said = disclose(activity, HIDE, DAY)
        assert said.applied, path
        if said.activity is None:
            assert said.applied[0].done == ("withhold",)
            assert said.applied[0].note
        else:
            assert canary.lower() not in str(said.activity).lower(), path
            assert all(canary not in str(one) for one in said.applied)


def test_few_fields_make_an_activity_unsayable():
    """An activity is withheld only where the trace stands in a code or an identifier that cannot go."""
    canary, withheld = "ZqCanary7", set()
    for path in EVERYWHERE:
        activity = with_partner(put(FULL, path, canary), names=(Narrative(canary),))
        if disclose(activity, HIDE, DAY).activity is None:
            withheld.add(path[-1])
    assert {"identifier", "code", "currency", "language"} <= withheld
    assert not withheld & {"text", "url", "emails", "activity_id", "names", "titles"}


@many
@given(activities(), SECRET, SECRET, st.data())
def test_no_byte_of_the_file_tells_the_name_the_reference_or_the_identifier(activity, name, ref, data):
    secrets = (name, f"ZZ-{ref}", f"ZZ-{ref}-7")
    for _ in range(data.draw(st.integers(1, 4))):
        anywhere = [one for one in places(activity) if one[0] != "reporting_org"]
        free = [one for one in anywhere if one[-1] in FREE]
        path = data.draw(st.sampled_from(data.draw(st.sampled_from((free, free, free, anywhere)))))
        wrap = data.draw(st.sampled_from(("{}", "a {} b", "https://example.org/{}?x=1")))
        secret = data.draw(st.sampled_from([*secrets, *map(str.upper, secrets), *map(str.lower, secrets)]))
        activity = put(activity, path, wrap.format(secret))
    names = (Narrative(name, EN),)
    activity = with_partner(activity, ref=secrets[1], activity_id=secrets[2], crs_channel_code="21999", names=names)
    said = disclose(activity, HIDE, DAY)
    assert said.applied
    if said.activity is None:
        return
    try:
        content = bytes_of(said.activity)
    except BadInput:
        assume(False)  # the secret stood where the standard wants an address or a name, and made it none
    seen = words_of(content).casefold()
    for secret in secrets:
        assert secret.casefold() not in seen
        assert secret.encode() not in content
        assert key(secret) not in key(seen.replace("\n", "§"))


# -- two worlds --------------------------------------------------------------------------------------------------------


@many
@given(activities(), st.data())
def test_two_secret_partners_leave_the_same_bytes(activity, data):
    """Whoever it was, with however many names in however many languages, the file is the same."""
    free = [path for path in places(activity) if path[-1] in FREE and path[0] != "reporting_org"]
    where = data.draw(st.lists(st.sampled_from(free), max_size=3))
    forms = data.draw(
        st.lists(st.sampled_from(("with {0}", "{1}", "{0}, {1}")), min_size=len(where), max_size=len(where))
    )
    worlds = []
    for name, ref, languages in (
        ("Zqalpha Relief", "ZZ-A-111", (EN,)),
        ("Фонд Zqbeta", "ZZ-LONGER-2", (EN, "fr", "ru")),
    ):
        world = activity
        for path, form in zip(where, forms, strict=True):
            world = put(world, path, form.format(name, ref))
        names = tuple(Narrative(name if code == EN else f"{name} {code}", code) for code in languages)
        ids = {"activity_id": f"{ref}-9", "crs_channel_code": "21999"} if len(languages) > 1 else {}
        world = with_partner(world, ref=ref, names=names, **ids)
        paid = iw.Receiver(ref=ref, activity_id=f"{ref}-1", type="22", names=names)
        world = replace(
            world,
            planned_disbursements=tuple(replace(one, receiver=paid) for one in world.planned_disbursements),
            related_activities=(*world.related_activities, iw.RelatedActivity(ref=f"{ref}-1", type="5")),
            contacts=(*world.contacts, iw.Contact(organisation=names, emails=(f"x@{key(name)}.example",))),
        )
        worlds.append(disclose(world, HIDE, DAY).activity)
    assert (worlds[0] is None) == (worlds[1] is None)
    if worlds[0]:
        assert worlds[0] == worlds[1]
        assert bytes_of(worlds[0]) == bytes_of(worlds[1])


@many
@given(activities())
def test_what_was_disclosed_once_is_disclosed_the_same_again(activity):
    once = disclose(with_partner(activity, ref="ZZ-A-1", names=(Narrative("Zqalpha", EN),)), HIDE, DAY)
    if once.activity:
        assert disclose(once.activity, HIDE, DAY).activity == once.activity


# -- who is hidden -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["Example Relief", "EXAMPLE-RELIEF", "the example  relief’s wells", "Éxample Rélief", "https://x.org/example%20relief",
     "example_relief", "\uff25\uff38\uff21\uff2d\uff30\uff2c\uff25 Relief", "zz-reg-77", "ZZREG77/2"],
)  # fmt: skip
def test_a_name_is_found_however_it_is_written(text):
    said = disclose(activity_with(titles=(Narrative(text),)), HIDE, DAY).activity
    assert said.titles == (Narrative(ANONYMISED, EN),)


def test_a_short_name_is_found_as_a_word_and_not_inside_others():
    names = trace(frozenset({key("UN")}))
    assert names.found("paid by UN, 2024")
    assert names.found("U.N.".replace(".", ""))
    assert not names.found("a hundred")
    assert not names.found("UN", code=True)


@pytest.mark.parametrize(
    "text",
    ["M.X.R.", "by M X R in 2024", "m.x.r", "MXR2024", "mxr7/3", "https://www.mxrnorway.org/x", "me@MXRNorway.org",
     "M\u00adXR", "M\u0301XR", "&#77;XR", "&amp;#77;XR", "%4dXR", "%254dXR", "%26%2377%3BXR"],
)  # fmt: skip
def test_a_short_name_is_found_as_one_writes_short_names(text):
    assert trace(frozenset({key("MXR")})).found(text)


@pytest.mark.parametrize("text", ["mxrnorway", "amxr.org", "amxr", "mxs r", "x.org/mxrnorway", "MXRs"])
def test_a_short_name_is_not_found_inside_other_words(text):
    assert not trace(frozenset({key("MXR")})).found(text)


def test_short_names_of_two_letters_or_of_digits_leave_hosts_and_years_alone():
    names = trace(frozenset({"un", "20", "a"}))
    assert not any(names.found(text) for text in ("undp.org", "in 2024", "A1", "unions"))
    assert names.found("UN2024")


@pytest.mark.parametrize(
    "text",
    [
        "Example&nbsp;Relief",
        "Ex&#97;mple Relief",
        "&amp;amp;#69;xample Relief",
        "ex%2561mple relief",
        "%26%2369;xample Relief",
    ],
)
def test_a_long_name_is_found_under_any_escapes(text):
    assert trace(frozenset({key("Example Relief")})).found(text)


def test_escapes_without_end_are_taken_to_betray():
    assert trace(frozenset({"zqcanary"})).found("%" + "25" * 100_000)
    assert not trace(frozenset({"zqcanary"})).found("100%25 of &amp;amp; wells")


def test_the_same_partner_under_another_name_is_hidden_too():
    other = iw.Receiver(ref="ZZ-REG-77", names=(Narrative("ExRel Trust"),))
    once_more = iw.Provider(names=(Narrative("ExRel  trust"),), ref="ZZ-OLD-5")
    activity = activity_with(titles=(Narrative("Wells by ExRel Trust"),))
    flows = [replace(activity.transactions[0], receiver=other), replace(activity.transactions[0], provider=once_more)]
    activity = replace(activity, transactions=tuple(flows), legacy_data=(iw.LegacyData(name="org", value="ZZ-OLD-5"),))
    said = disclose(activity, HIDE, DAY).activity
    assert said.titles == (Narrative(ANONYMISED, EN),)
    assert said.legacy_data == ()
    assert said.transactions[1].provider.names == (Narrative(ANONYMISED, EN),)


def test_neither_how_many_names_nor_which_codes_it_had_is_left():
    names = (Narrative("Example Relief"), Narrative("Aide Exemple", "fr"), Narrative("Ejemplo", "es"))
    partner = iw.ParticipatingOrg(
        role="4", type="22", ref="ZZ-REG-77", activity_id="OWN/5", crs_channel_code="21029", names=names,
        foreign=(iw.Attribute("id", "5", "urn:x"),), extensions=(iw.Extension("urn:x", "size", "small"),),
    )  # fmt: skip
    titles = (Narrative("Ejemplo digs"), Narrative("Puits", "fr"), Narrative("Aide Exemple", "fr"))
    related = (iw.RelatedActivity(ref="own-5", type="5"), iw.RelatedActivity(ref="OTHER-1", type="1"))
    other = (iw.OtherIdentifier(ref="K/1", type="A9", owner=iw.OwnerOrg(ref="ZZ-REG-77")),)
    activity = activity_with(
        participating_orgs=(partner,), titles=titles, related_activities=related, other_identifiers=other
    )
    said = disclose(activity, HIDE, DAY).activity
    silent = Narrative(ANONYMISED, EN)
    assert said.participating_orgs == (iw.ParticipatingOrg(role="4", type="22", names=(silent,)),)
    assert said.titles == (silent, Narrative("Puits", "fr"))
    assert said.related_activities == (iw.RelatedActivity(ref="OTHER-1", type="1"),)
    assert said.other_identifiers == ()


def test_results_do_not_refer_to_a_place_that_is_gone():
    places = (iw.Location(ref="A", names=(Narrative("Example Relief clinic"),)), iw.Location(ref="B"))
    measured = iw.Measured(value="1", locations=(iw.ResultLocation(ref="A"), iw.ResultLocation(ref="B")))
    period = iw.IndicatorPeriod(start=date(2024, 1, 1), end=date(2024, 2, 1), actuals=(measured,))
    words = (Narrative("Visits"),)
    result = iw.Result(type="1", titles=words, indicators=(iw.Indicator(measure="1", titles=words, periods=(period,)),))
    said = disclose(activity_with(locations=places, results=(result,)), HIDE, DAY).activity
    assert said.locations == places[1:]
    assert said.results[0].indicators[0].periods[0].actuals[0].locations == (iw.ResultLocation(ref="B"),)


def test_a_channel_code_that_names_one_organisation_goes():
    activity = activity_with(crs_add=iw.CrsAdd(channel_code="21029"))
    assert disclose(activity, HIDE, DAY).activity.crs_add == iw.CrsAdd()


def test_the_one_who_reports_is_never_hidden():
    itself = iw.ParticipatingOrg(role="4", ref="XM-DAC-0", names=(Narrative("Ministry"),))
    activity = activity_with(participating_orgs=(itself,), transactions=())
    assert disclose(activity, HIDE, DAY).activity == activity


def test_an_identifier_that_tells_the_partner_withholds_the_activity():
    said = disclose(activity_with(identifier="XM-DAC-0-ZZ-REG-77"), HIDE, DAY)
    assert said.activity is None
    assert "ZZ-REG-77" not in str(said.applied)
    assert "identifier betrays" not in said.applied[0].note
    assert said.applied[0].note == "withheld, because what is hidden also stands where it cannot be left out"
    assert (
        disclose(activity_with(identifier="XM-DAC-0-ZZ-REG-77"), HIDE, DAY, number=7).applied[0].activity == "record 7"
    )


@pytest.mark.parametrize(("do", "more"), [(("withhold",), {}), (("partner", "delay"), {"delay_months": 99})])
def test_no_rule_that_withholds_names_the_partner_by_the_identifier(do, more):
    for identifier, told in (("XM-DAC-0-ExampleRelief", False), ("XM-DAC-0-1", True)):
        said = disclose(activity_with(identifier=identifier), rules_of(*do, **more), DAY)
        assert said.activity is None
        assert (identifier in str(said.applied)) is told


def test_which_field_could_not_be_left_out_is_not_told():
    notes = set()
    for path in EVERYWHERE:
        said = disclose(with_partner(put(FULL, path, "ZqCanary7"), names=(Narrative("ZqCanary7"),)), HIDE, DAY)
        if said.activity is None:
            assert "zqcanary7" not in str(said.applied).lower()
            notes.add(said.applied[0].note)
    assert len(notes) == 1


# -- what is done ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "fields"),
    [
        ("locations", {"locations": ()}),
        ("documents", {"documents": ()}),
        ("contacts", {"contacts": ()}),
        ("results", {"results": ()}),
        ("title", {"titles": (Narrative(ANONYMISED, EN),)}),
        ("descriptions", {"descriptions": (iw.Description(narratives=(Narrative(ANONYMISED, EN),)),)}),
        ("identifiers", {"other_identifiers": (), "related_activities": (), "legacy_data": ()}),
        ("extensions", {"extensions": (), "foreign": ()}),
    ],
)
def test_what_goes_goes_and_the_rest_stays(what, fields):
    said = disclose(FULL, rules_of(what), DAY).activity
    assert {name: getattr(said, name) for name in fields} == fields
    top = {name for name in FULL.__dataclass_fields__ if getattr(said, name) == getattr(FULL, name)}
    assert {"identifier", "status", "default_currency", "capital_spend"} <= top
    text = bytes_of(said).decode()
    gone = {"locations": "<location", "documents": "<document-link", "results": "<result", "extensions": "extra"}
    if what in gone:
        assert gone[what] in bytes_of(FULL).decode()
        assert gone[what] + ">" not in text
        assert gone[what] + " " not in text
    if what == "descriptions":
        assert "<comment>" not in text
        assert text.count("<description") == 1


def test_an_activity_is_withheld_or_waits_until_months_after_its_end():
    assert disclose(activity_with(), rules_of("withhold"), DAY).activity is None
    wait = rules_of("delay", delay_months=13)
    before = disclose(activity_with(), wait, date(2026, 2, 27))
    assert (before.activity, before.applied[0].lift) == (None, date(2026, 2, 28))
    assert disclose(activity_with(), wait, date(2026, 2, 28)) == iw.Disclosed(activity_with(), ())
    endless = activity_with(dates=(iw.ActivityDate(type="2", day=date(2024, 1, 1)),))
    assert disclose(endless, wait, date(2099, 1, 1)).activity is None


# -- whom a rule concerns ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("criteria", "concerns"),
    [
        ({"countries": ("ZZ",)}, True),
        ({"countries": ("zz", "YY")}, True),
        ({"countries": ("YY",)}, False),
        ({"regions": ("298",), "countries": ()}, False),
        ({"purposes": ("15220",)}, True),
        ({"purposes": ("152",)}, True),
        ({"purposes": ("15230",)}, False),
        ({"pillars": ("peace",)}, True),
        ({"pillars": ("development",)}, False),
        ({"partner_types": ("22",)}, True),
        ({"partner_types": ("21",)}, False),
        ({"partner_refs": ("zz reg 77",)}, True),
        ({"partner_refs": ("ZZ-REG-7",)}, False),
        ({"partner_roles": ("3",), "partner_types": ("22",)}, True),  # it receives money
        ({"starts": date(2025, 6, 30)}, True),
        ({"starts": date(2025, 7, 1)}, False),
        ({"until": date(2025, 6, 30)}, True),
        ({"until": date(2025, 6, 29)}, False),
        ({"lift": date(2025, 7, 1)}, True),
        ({"lift": date(2025, 6, 30)}, False),
        ({"running_from": date(2025, 1, 31)}, True),
        ({"running_from": date(2025, 2, 1)}, False),
        ({"countries": ("ZZ",), "purposes": ("11110",)}, False),
    ],
)
def test_a_rule_concerns_what_it_names_and_nothing_else(criteria, concerns):
    activity = activity_with()
    said = disclose(activity, rules_of("partner", **criteria), DAY)
    assert bool(said.applied) is concerns
    assert (said.activity != activity) is concerns


def test_a_country_and_a_sector_of_a_transaction_count_too():
    activity = activity_with(recipient_countries=(), sectors=())
    below = {"recipient_country": iw.RecipientCountry(code="ZZ"), "sectors": (iw.Sector(code="152", vocabulary="2"),)}
    activity = replace(activity, transactions=tuple(replace(one, **below) for one in activity.transactions))
    assert disclose(activity, rules_of("partner", countries=("ZZ",), purposes=("15220",)), DAY).applied
    assert not disclose(activity, rules_of("partner", purposes=("15330",)), DAY).applied


def test_a_partner_whose_type_is_not_said_is_taken_to_be_of_any():
    partner = iw.ParticipatingOrg(role="4", names=(Narrative("Example Relief"),))
    activity = activity_with(participating_orgs=(partner,), transactions=())
    assert disclose(activity, rules_of("partner", partner_types=("24",)), DAY).activity != activity


def test_rules_of_several_kinds_add_up():
    first, second = rules_of("partner").rules[0], replace(rules_of("locations").rules[0], id="s")
    said = disclose(FULL, Rules(1, (first, second), {}), DAY)
    assert [one.rule for one in said.applied] == ["r", "s"]
    assert said.activity.locations == ()
    assert said.activity.results[0].indicators[0].baselines[0].locations == ()
