"""Partners: each organisation once, by identifier or by name; joined to actors only by a person's decision."""

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from made_up import activity, bring, transaction

from forlik.core.errors import NoData, UsageError
from forlik.discover import source
from forlik.portfolio.cube import partner_cube
from forlik.portfolio.cube.marking import COUNTED
from forlik.portfolio.partners import Actor, candidates, of_world, partner, partners
from forlik.portfolio.partners import summary as summaries
from forlik.portfolio.partners.figures import dollars
from forlik.portfolio.partners.identifier import by_name, identifier, key, kinds
from forlik.portfolio.partners.kept import Kept
from forlik.portfolio.partners.spellings import alike
from forlik.portfolio.partners.summary import FEWEST_SAMPLED, FOLLOWED, SAMPLED, bounded, summary
from forlik.portfolio.partners.words import words
from forlik.store.intake import take_in
from forlik.world import world

ROOM = "Fictional Water for All"


def end(side, ref="", name=""):
    said = f' ref="{ref}"' if ref else ""
    return f"<{side}-org{said}><narrative>{name}</narrative></{side}-org>"


def paid(value, giver="", getter="", **more):
    """A transaction with its ends as XML."""
    return transaction(value, more=giver + getter, **more)


def to(ref="", name=""):
    return end("receiver", ref, name)


def by(ref="", name=""):
    return end("provider", ref, name)


@pytest.fixture
def store(home, tmp_path):
    def made(*activities, name="XM-DAC-6", day="2024-01-31"):
        bring(home, tmp_path, name, day, *activities)
        return world(home=home)

    return made


# ------------------------------------------------------------------------------------------------------ identifiers


@pytest.mark.parametrize(
    ("stated", "meant"),
    [
        ("XM-DAC-41114", "XM-DAC-41114"),
        (" xm-dac-41114 ", "XM-DAC-41114"),
        ("41114", "XM-DAC-41114"),  # the DAC's channel of UNDP, as the first version of the standard has it
        ("44000", "XM-DAC-44000"),  # the World Bank Group is one organisation
        ("XM-DAC-5-7", "XM-DAC-5-7"),  # Germany's Federal Foreign Office
        ("NO-BRC-971277882", "NO-BRC-971277882"),  # Norad, in Norway's register of organisations
        ("gb-chc-1068839", "GB-CHC-1068839"),
        ("US-EIN-58-2368165", "US-EIN-58-2368165"),
        ("XI-IATI-EC_ECHO", "XI-IATI-EC_ECHO"),
        ("GB-1", "GB-1"),  # on the standard's first list of organisations
        ("52000", None),  # “other” is a kind of organisation
        ("XM-DAC-21000", None),  # so is “international NGO”
        ("22000", None),
        ("Excluded", None),
        ("-", None),
        ("TF", None),
        ("GB-CHC-", None),
        ("GB-CHC-12/34", None),  # the standard forbids the stroke
        ("", None),
        (None, None),
    ],
)
def test_an_identifier_is_read_as_the_standard_has_it(stated, meant):
    assert identifier(stated) == meant


@given(st.text(max_size=40))
def test_an_identifier_that_was_read_reads_as_itself(text):
    found = identifier(text)
    assert found is None or identifier(found) == found


def test_kinds_of_organisations_are_those_of_the_list_of_channels():
    from forlik.iati.standard import codelists

    channels = codelists()["CRSChannelCode"]
    assert all(channels[code].name == title for code, title in kinds().items())
    assert {"41114", "44000", "41121", "43000", "51001"}.isdisjoint(kinds())


def test_a_long_name_has_a_key_that_a_link_has_room_for():
    one, other = (by_name("Ministry " * 60 + what) for what in ("One", "Two"))
    assert len(one) <= 200
    assert one != other


@pytest.mark.parametrize("said", ["Supplier Name Withheld", "Other.", "N/A", "  various  ", "REDACTED"])
def test_what_says_that_a_name_is_withheld_names_nobody(said):
    assert by_name(said) is None
    assert key("", said) == key("Excluded", said) == ""
    assert key("XM-DAC-41114", said) == "XM-DAC-41114"
    assert by_name(f"{said} Foundation")


def test_a_reference_that_is_none_leaves_the_name_to_tell():
    assert key("52000", "Crown Agents") == key("", "CROWN AGENTS") == "name:crownagents"
    assert key("Excluded", "") == "name:excluded"
    assert key("", "") == ""


# ---------------------------------------------------------------------------------------------------- organisations


def test_one_organisation_is_one_however_its_identifier_is_written_and_has_all_its_names(store):
    made = partners(
        store(
            activity("A", paid(100, getter=to("41114", "UNDP")), who="XM-DAC-6"),
            activity("B", paid(50, getter=to("xm-dac-41114", "United Nations Development Programme")), who="XM-DAC-6"),
            activity("C", paid(10, getter=to("XM-DAC-41114", "UNDP")), who="XM-DAC-6"),
        )
    )
    undp = made["XM-DAC-41114"]
    assert [(one.name, one.times) for one in undp.names] == [("UNDP", 2), ("United Nations Development Programme", 1)]
    assert undp.received.usd == Decimal(160)
    assert undp.identifiers == ("XM-DAC-41114",)
    assert made["41114"] is undp


def test_two_of_one_name_stay_two_and_are_told(store):
    made = partners(
        store(activity("A", paid(1, getter=to("GB-CHC-1", ROOM)), paid(2, getter=to("GB-CHC-2", ROOM)), who="XM-DAC-6"))
    )
    assert (made["GB-CHC-1"].received.usd, made["GB-CHC-2"].received.usd) == (1, 2)
    assert made["GB-CHC-1"].same_name == ("GB-CHC-2",)
    assert list(made.same_names.values()) == [("GB-CHC-1", "GB-CHC-2")]


def test_an_organisation_without_identifier_is_one_by_its_folded_name_and_is_marked(store):
    made = partners(
        store(
            activity(
                "A",
                paid(1, getter=to("", ROOM)),
                paid(2, getter=to("", ROOM.upper())),
                paid(4, getter=to("52000", ROOM)),
                who="XM-DAC-6",
            )
        )
    )
    one = made[by_name(ROOM)]
    assert one.received.usd == 7
    assert one.by_name_alone
    assert one.identifiers == ()


def test_an_actor_with_two_identifiers_is_one_partner_and_money_between_them_is_none(store):
    now = store(
        activity(
            "A",
            paid(10, getter=to("GB-CHC-1", ROOM)),
            paid(20, getter=to("GB-CHC-2", "Another name")),
            paid(5, by("GB-CHC-1"), to("GB-CHC-2")),
            who="XM-DAC-6",
        )
    )
    actor = Actor("a", ROOM, linked=("gb-chc-2", "GB-CHC-1"))
    made = partners(now, [actor])
    one = made["GB-CHC-2"]
    assert one is made["GB-CHC-1"]
    assert one.identifiers == ("GB-CHC-1", "GB-CHC-2")
    assert {named.name for named in one.names} == {ROOM, "Another name"}
    assert (one.received.usd, one.given.usd, one.own.usd, one.actor.id) == (30, None, 5, "a")
    assert len(made.network) == 1
    assert [left.reason.code for left in made.network.left_out] == ["one_self"]
    assert partner(now, "GB-CHC-2", [actor]).gets_from[0].money.usd == 30
    assert len(partners(now).network) == 3, "without a decision two identifiers are two"


def test_an_identifier_that_two_actors_are_said_to_have_is_joined_to_neither(store):
    now = store(activity("A", paid(10, getter=to("GB-CHC-1", ROOM)), who="XM-DAC-6"))
    made = partners(now, [Actor("a", "One", linked=("GB-CHC-1",)), Actor("b", "Two", linked=("GB-CHC-1",))])
    assert made.contested == ("GB-CHC-1",)
    assert made["GB-CHC-1"].actor is None


def test_a_natural_person_is_never_a_partner(store):
    now = store(activity("A", paid(10, getter=to("GB-CHC-1", ROOM)), who="XM-DAC-6"))
    person = Actor("a", ROOM, kind="person", linked=("GB-CHC-1",))
    assert partners(now, [person])["GB-CHC-1"].actor is None
    assert candidates(partners(now, [person]), [person]) == ()


# ----------------------------------------------------------------------------------------------------------- money


def test_where_no_giver_is_named_the_reporting_organisation_gives(store):
    made = partners(
        store(
            activity("A", paid(10, getter=to("GB-CHC-1", ROOM)), who="XM-DAC-6"),
            # The reporting organisation's own name, without its reference.
            activity("B", paid(5, by("", "Giver XM-DAC-6"), to("GB-CHC-1")), who="XM-DAC-6"),
        )
    )
    assert made["XM-DAC-6"].given.usd == 15
    assert [(tie.funder, tie.implementer, tie.money) for tie in made.network.ties] == [("XM-DAC-6", "GB-CHC-1", 15)]


def test_a_reporting_organisation_whose_reference_no_list_knows_gives_under_its_name(store):
    made = partners(store(activity("A", paid(10, getter=to("GB-CHC-1", ROOM)), who="QQ-7")))
    [tie] = made.network.ties
    assert made[tie.funder].name == "Giver QQ-7"
    assert made[tie.funder].roles == ("funds", "reports")


def test_where_no_getter_of_incoming_funds_is_named_the_reporting_organisation_gets(store):
    now = store(activity("A", paid(10, by("XM-DAC-7", "Other"), kind="11"), who="XM-DAC-6"))
    assert partners(now, flow="promised")["XM-DAC-6"].received.usd == 10
    assert partners(now)["XM-DAC-6"].received.usd is None


def test_money_of_two_kinds_is_never_added(store):
    now = store(
        activity("A", paid(10, getter=to("GB-CHC-1")), paid(99, getter=to("GB-CHC-1"), kind="2"), who="XM-DAC-6")
    )
    assert partners(now)["GB-CHC-1"].received.usd == 10
    assert partners(now, flow="committed")["GB-CHC-1"].received.usd == 99


def test_money_without_a_rate_is_unknown_and_not_0(store):
    now = store(activity("A", paid(10, getter=to("GB-CHC-1"), currency="XBA"), who="XM-DAC-6"))
    money = partners(now)["GB-CHC-1"].received
    assert (money.usd, money.reason) == (None, "no rate is known")
    assert partners(now)["XM-DAC-6"].received.reason == "nothing is published"


def test_a_tie_of_which_a_part_has_no_rate_says_so_and_covers_less(store):
    got = to("GB-CHC-1")
    made = partners(store(activity("A", paid(10, getter=got), paid(9, getter=got, currency="XBA"), who="XM-DAC-6")))
    [tie] = made.network.ties
    assert (tie.money, tie.transactions, tie.amountless) == (10, 2, 1)
    assert made.network.coverage_percent == 50, "of what has a rate and what has none, one of two"
    assert [(one.reason.code, one.entries) for one in made.network.left_out] == [("no_amount", 1)]


def test_money_is_told_by_pillar_place_and_year_and_files(store):
    now = store(
        activity(
            "A",
            paid(10, getter=to("GB-CHC-1")),
            paid(30, getter=to("GB-CHC-1"), day="2022-02-01"),
            paid(-4, getter=to("GB-CHC-1"), day="2022-03-01"),
            who="XM-DAC-6",
        ),
        activity(
            "B",
            paid(7, getter=to("GB-CHC-1")),
            who="XM-DAC-6",
            sectors='<sector vocabulary="1" code="15220"/>',
            places='<recipient-country code="SD"/>',
        ),
    )
    assert partners(now)["GB-CHC-1"].received.by_pillar == {"humanitarian": 36, "peace": 7}
    assert [one.ref for one in partners(now, place="Sudan").found] == ["GB-CHC-1", "XM-DAC-6"]
    assert partners(now, place="Sudan")["GB-CHC-1"].received.usd == 7
    assert partners(now, years=2022)["GB-CHC-1"].received.usd == 26
    with pytest.raises(UsageError):
        partners(now, years=(2023, 2022))
    found = partner(now, "GB-CHC-1")
    assert {code: got.usd for code, (_, got, _) in found.countries.items()} == {"COL": 36, "SDN": 7}
    assert {year: got.usd for year, (_, got, _) in found.years.items()} == {2022: 26, 2023: 17}
    assert {(one.dataset, one.country_iso3) for one in found.files} == {
        ("XM-DAC-6/XM-DAC-6", "COL"),
        ("XM-DAC-6/XM-DAC-6", "SDN"),
    }


def test_levels_that_repeat_each_other_are_counted_once(store):
    made = partners(
        store(
            activity("A", paid(10, getter=to("GB-CHC-1")), level=1, who="XM-DAC-6"),
            activity("A-1", paid(10, getter=to("GB-CHC-1")), level=2, who="XM-DAC-6"),
        )
    )
    assert made["GB-CHC-1"].received.usd == 10


def test_hands_are_the_fewest_published_from_whoever_has_no_known_giver(store):
    made = partners(
        store(
            activity(
                "A",
                paid(9, by("XM-DAC-7"), to("XM-DAC-41114")),
                paid(5, by("XM-DAC-41114"), to("GB-CHC-1")),
                paid(4, by("GB-CHC-1"), to("GB-CHC-2")),
                paid(1, by("XM-DAC-7"), to("GB-CHC-2")),
                paid(1, by("GB-CHC-8"), to("GB-CHC-9")),
                paid(1, by("GB-CHC-9"), to("GB-CHC-8")),
                who="XM-DAC-6",
            )
        )
    )
    hands = {one.ref: one.hands for one in made.found}
    assert (hands["XM-DAC-7"], hands["XM-DAC-41114"], hands["GB-CHC-1"], hands["GB-CHC-2"]) == (0, 1, 2, 1)
    assert hands["GB-CHC-8"] is None, "a ring without a known beginning"
    assert hands["XM-DAC-6"] is None, "in no tie"


def test_the_summary_says_its_doubts(store):
    found = summary(
        partners(
            store(
                activity(
                    "A",
                    paid(10, getter=to("GB-CHC-1")),
                    paid(1, getter=to("GB-CHC-2")),
                    paid(100),
                    who="XM-DAC-6",
                )
            )
        )
    )
    assert (found.organisations, found.ties, found.parts, found.largest, found.money) == (3, 2, 1, 3, 11)
    assert found.coverage_percent == Decimal("9.90"), "11 of 111 dollars are between two that are named"
    first = found.leaving[0]
    assert (first.organisation, first.through, first.left_alone) == ("XM-DAC-6", 11, 2)
    assert found.between.exact
    assert found.between.sampled == 3
    assert found.leads.draws == 200
    assert found.by_hands == {0: 1, 1: 2}


@pytest.mark.parametrize(("each", "times"), [(0, 100), (4_000, 100), (10_000, 40), (20_000, 20), (20_001, 0)])
def test_what_takes_long_is_done_fewer_times_and_not_at_all_rather_than_for_nothing(each, times):
    assert bounded(FOLLOWED, each, SAMPLED, FEWEST_SAMPLED) == times


def test_of_a_network_that_is_too_large_the_rest_is_told(store, monkeypatch):
    monkeypatch.setattr(summaries, "FOLLOWED", 1)
    monkeypatch.setattr(summaries, "DRAWN", 1)
    monkeypatch.setattr(summaries, "betweenness", None)
    monkeypatch.setattr(summaries, "edge_drop", None)
    found = summary(partners(store(activity("A", paid(10, getter=to("GB-CHC-1")), who="XM-DAC-6"))))
    assert (found.between, found.leads) == (None, None)
    assert (found.ties, found.leaving[0].through) == (1, 10)


# ------------------------------------------------------------------------------------------------------ what is kept


def test_what_was_asked_is_kept_for_every_day_on_which_the_same_was_known_and_for_no_other(home, store, monkeypatch):
    given_ = activity("A", paid(10, getter=to("GB-CHC-1", ROOM)), who="XM-DAC-6")
    first = partners(store(given_))
    with monkeypatch.context() as patch:
        patch.setattr(of_world, "_made", None)
        other = partners(world("2024-03-01", home=home))
    assert other.found is first.found
    assert (first.day, other.day) == (world(home=home).day, date(2024, 3, 1))
    with pytest.raises(NoData):
        partners(world("2024-01-01", home=home))
    assert partners(world(home=home), flow="committed").found is not first.found
    newer = store(activity("A", paid(70, getter=to("GB-CHC-1", ROOM)), who="XM-DAC-6"), day="2024-06-30")
    assert partners(newer)["GB-CHC-1"].received.usd == 70
    assert partners(world("2024-03-01", home=home))["GB-CHC-1"].received.usd == 10


def test_nothing_that_is_made_with_actors_is_kept_where_others_ask(store):
    now = store(activity("A", paid(10, getter=to("GB-CHC-1", ROOM)), who="XM-DAC-6"))
    actor = Actor("a", ROOM, linked=("GB-CHC-1",))
    for _ in range(2):
        assert partners(now, [actor])["GB-CHC-1"].actor.id == "a"
        assert partners(now)["GB-CHC-1"].actor is None
    assert candidates(partners(now), [Actor("b", ROOM)]), "and so is no index"
    assert candidates(partners(now, [actor]), [actor, Actor("b", ROOM)]) == ()
    assert candidates(partners(now), [Actor("b", ROOM)])


def test_the_last_few_are_kept_and_the_one_unused_for_longest_goes_first():
    some = Kept(2)
    assert [some.get(one, lambda one=one: one + one) for one in "aba"] == ["aa", "bb", "aa"]
    some.get("c", lambda: "cc")
    assert some.get("a", lambda: "new") == "aa"
    assert some.get("b", lambda: "new") == "new"
    with pytest.raises(ZeroDivisionError):
        some.get("d", lambda: 1 / 0)
    assert some.get("d", lambda: "dd") == "dd", "what cannot be made is not kept"


# ------------------------------------------------------------------------------------------------------ candidates


@pytest.mark.parametrize(
    ("ours", "theirs", "why"),
    [
        ("Norwegian Refugee Council", "NORWEGIAN REFUGEE COUNCIL", "same_name"),
        ("Norwegian Refugee Council", "Norwegian Refugee Council (NRC)", "same_name"),
        ("Ministry of Foreign Affairs", "Denmark - Ministry of Foreign Affairs", "same_name"),
        ("UNDP", "United Nations Development Programme (UNDP)", "same_name"),
        ("NRC", "Norwegian Refugee Council", "acronym"),
        ("World Health Organisation", "World Health Organization", "near_spelling"),
        ("Médecins Sans Frontières", "MEDECINS SANS FRONTIERES", "same_name"),
        ("Norwegian Refugee Council", "Danish Refugee Council", None),
        ("Norway", "Norway - Ministry of Foreign Affairs", None),
        ("Save the Children", "War Child", None),
        ("", "War Child", None),
    ],
)
def test_names_are_alike_for_a_reason_that_is_told(ours, theirs, why):
    found = alike(ours, theirs)
    assert (found[1] if found else None) == why
    assert alike(theirs, ours) == found


def test_every_reason_has_words_in_both_languages():
    assert all({"en", "nb"} == set(said) for group in words().values() for said in group.values())
    assert set(words()["why"]) == {"same_name", "acronym", "near_spelling", "written_down"}


@pytest.fixture
def waiting(store):
    return store(
        activity(
            "A",
            paid(1, getter=to("GB-CHC-1", ROOM)),
            paid(2, getter=to("GB-CHC-2", f"{ROOM} (FWA)")),
            paid(3, getter=to("", ROOM)),
            paid(9, getter=to("GB-CHC-9", "Quite another")),
            who="XM-DAC-6",
        )
    )


def keys(now, *actors):
    """Keys of the candidates: the same, whether or not the partners were made with the same actors."""
    found, bare = ([one.key for one in candidates(made, actors)] for made in (partners(now, actors), partners(now)))
    assert found == bare
    return found


def test_candidates_wait_and_what_was_decided_does_not_come_again(waiting):
    every = {"GB-CHC-1", "GB-CHC-2", by_name(ROOM)}
    assert set(keys(waiting, Actor("a", ROOM))) == every
    assert set(keys(waiting, Actor("a", ROOM, refused=("gb-chc-1",)))) == every - {"GB-CHC-1"}
    assert set(keys(waiting, Actor("a", ROOM, refused=(by_name(ROOM),)))) == every - {by_name(ROOM)}
    assert set(keys(waiting, Actor("a", ROOM, linked=("GB-CHC-1",)))) == every - {"GB-CHC-1"}
    # What is one actor's is no other's candidate.
    assert set(keys(waiting, Actor("a", "X", linked=("GB-CHC-1",)), Actor("b", ROOM))) == every - {"GB-CHC-1"}


def test_an_identifier_that_was_written_down_waits_to_be_looked_at(waiting):
    [one] = candidates(partners(waiting), [Actor("a", "No such name", unreviewed=("GB-CHC-9",))])
    assert (one.key, one.why) == ("GB-CHC-9", "written_down")


def test_linked_and_refused_is_refused(waiting):
    actor = Actor("a", "No such name", linked=("GB-CHC-1",), refused=("GB-CHC-1",))
    assert partners(waiting, [actor])["GB-CHC-1"].actor is None


def test_a_decision_survives_a_newer_file_with_other_rows_and_names(waiting, store):
    actor = Actor("a", ROOM, linked=("GB-CHC-1",), refused=("GB-CHC-2", by_name(ROOM)))
    assert keys(waiting, actor) == []
    newer = store(
        activity("0", paid(8, getter=to("GB-CHC-3", "First now")), who="XM-DAC-6"),
        activity("A", paid(3, getter=to("", ROOM.upper())), paid(5, getter=to("gb-chc-1", "Renamed")), who="XM-DAC-6"),
        day="2024-06-30",
    )
    assert keys(newer, actor) == []
    assert partners(newer, [actor])["GB-CHC-1"].actor.id == "a"
    assert partners(newer, [actor])["GB-CHC-1"].received.usd == 5


# ------------------------------------------------------------------------------------------------------------ real


@pytest.mark.real
def test_norway_gives_unhcr_what_the_files_say(home, shared):
    path = shared / "iati" / "activities" / "unhcr" / "UNHCR-Activities-2023.xml"
    _, errors = take_in(home, source("iati"), [path])
    assert errors == []
    now = world(home=home)
    made = partners(now, flow="promised")
    unhcr = made["XM-DAC-41121"]
    rows = partner_cube(now.then)
    rows = rows.filter((rows.flow == "promised") & (rows.standing == COUNTED))
    whole = now.then.engine.run(rows.aggregate(usd=rows.usd.sum())).to_pylist()[0]["usd"]
    assert unhcr.received.usd == whole, "every dollar comes to the one who reports"
    assert sum(tie.money or 0 for tie in made.network.ties) == whole
    # Norad and the Norwegian government are two organisations in that file, and stay two.
    assert {one.name for one in made.found if one.ref.startswith("NO-BRC")} == {
        "Norad - Norwegian Agency for Development Cooperation",
        "Government of Norway",
    }
    assert {made[ref].hands for ref in ("NO-BRC-971277882", "NO-BRC-972417920")} == {0}
    assert unhcr.hands == 1


def test_dollars_are_rounded_as_on_every_page_and_little_is_never_nothing():
    values = [dollars(Decimal(one), "Gives").value for one in ("1422.5", "2.5", "0.5", "0.4", "-0.4")]
    assert values == [1423, 3, 1, Decimal("0.4"), Decimal("-0.4")]
