"""What the tables of Norway's engagements promise: every fact cited, nothing on PA-X alone, our own words."""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from forlik.core.days import end_of_precision

STARTER = Path(__file__).resolve().parents[2] / "src" / "forlik" / "starter"
BASES = {"verified-page", "verified-dataset", "not-found", "background", "link-only"}
EMPTY_BASES = {"not-found", "link-only"}
MODES = {"dialogue", "facilitate", "support a lead", "fund", "deploy", "observe", "core contribution"}
STATES = {"ongoing", "implementation", "suspended", "completed", "ended", "unknown"}
DOCUMENTED_IN_SEED = {
    "NO-TIPH",
    "NO-LKA",
    "NO-PHL-MILF",
    "NO-COL-FARC",
    "NO-COL-ELN",
    "NO-VEN",
    "NO-MMR",
    "NO-ESP-ETA",
}
DOCUMENTED_SINCE = {"NO-COL-EMC"}  # the ministry's statement of 20 October 2023 says that the parties invited Norway
NOT_FOUND = {
    "NO-COL-00",
    "NO-HTI",
    "NO-SOM",
    "NO-SYR",
    "NO-YEM",
    "NO-UKR",
    "NO-NGA-KAF",
    "NO-BALK",
}
RUN = 8


def rows(name: str) -> list[dict[str, str]]:
    with (STARTER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


ENGAGEMENTS = rows("engagements.csv")
FACTS = rows("engagement_facts.csv")
CITATIONS = {row["id"]: row for row in rows("engagement_citations.csv")}


def of(engagement: str, field: str) -> list[dict[str, str]]:
    return [fact for fact in FACTS if fact["engagement"] == engagement and fact["field"] == field]


def cited(fact: dict[str, str]) -> list[str]:
    return fact["citations"].split(" ")


def is_pax(citation: str) -> bool:
    return "pax.peaceagreements.org" in CITATIONS[citation]["url"]


def runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)


def test_ids_are_unique_and_every_engagement_has_facts():
    ids = [row["id"] for row in ENGAGEMENTS]
    assert len(ids) == len(set(ids)) == 34
    assert {fact["engagement"] for fact in FACTS} == set(ids)
    assert len(CITATIONS) == len(rows("engagement_citations.csv"))


def test_every_fact_cites_a_citation_that_exists_and_no_citation_is_unused():
    used = {citation for fact in FACTS for citation in cited(fact)}
    assert used == set(CITATIONS)
    assert all(len(cited(fact)) == len(set(cited(fact))) for fact in FACTS)


def test_every_engagement_says_how_it_began_what_norway_did_and_where_it_stands():
    for row in ENGAGEMENTS:
        for field in ("start", "end", "status", "request", "outcome", "role"):
            assert of(row["id"], field), f"{row['id']} has no row for {field}"


def test_places_look_like_iso3_codes():
    for row in ENGAGEMENTS:
        assert re.fullmatch(r"[A-Z]{3}( [A-Z]{3})*", row["places"]), row["id"]


def test_words_come_from_the_lists():
    for row in ENGAGEMENTS:
        assert row["pillar"] in {"peace", "humanitarian", "development", "rights"}
        assert row["mode"] in MODES
        assert row["status"] in STATES
        assert row["role"]
        assert row["title_en"]
        assert row["title_nb"]
    for fact in FACTS:
        assert fact["basis"] in BASES
        assert fact["confidence"] in {"high", "medium", "low"}


def test_what_rests_on_pax_alone_has_no_value_and_no_date():
    alone = [fact for fact in FACTS if all(is_pax(citation) for citation in cited(fact))]
    assert alone
    for fact in alone:
        assert (fact["value_en"], fact["value_nb"], fact["date"]) == ("", "", ""), fact
        assert fact["basis"] in EMPTY_BASES


def test_a_fact_is_empty_exactly_when_it_was_not_found_or_is_only_a_link():
    for fact in FACTS:
        empty = fact["basis"] in EMPTY_BASES
        assert (fact["value_en"] == "") == empty, fact
        assert (fact["value_nb"] == "") == empty, fact


def test_only_what_was_read_in_a_source_is_verified():
    for fact in FACTS:
        assert fact["verified"] == ("yes" if fact["basis"].startswith("verified") else "no"), fact
        assert (fact["basis"] == "background") == (cited(fact) == ["BG"]), fact
        assert fact["verified"] == "no" or not all(is_pax(citation) for citation in cited(fact))


def test_a_link_is_an_address_and_only_background_has_none():
    for key, row in CITATIONS.items():
        assert (row["url"] == "") == (key == "BG")
        assert row["url"] == "" or re.fullmatch(r"https?://[\w.-]+/\S*", row["url"]), key
        assert row["title"]
        assert row["publisher"]
        assert row["licence_note"]


def test_requests_are_documented_undocumented_or_our_own_initiative():
    by_word: dict[str, set[str]] = {}
    for row in ENGAGEMENTS:
        by_word.setdefault(row["requested"], set()).add(row["id"])
    assert set(by_word) == {"documented", "own initiative", "undocumented"}
    assert by_word["documented"] == DOCUMENTED_IN_SEED | DOCUMENTED_SINCE
    assert len(DOCUMENTED_IN_SEED) == 8


def test_a_documented_request_has_a_verified_fact_of_high_confidence():
    for row in ENGAGEMENTS:
        if row["requested"] == "documented":
            facts = of(row["id"], "request")
            assert any(fact["verified"] == "yes" and fact["confidence"] == "high" for fact in facts), row["id"]


def test_the_eight_requests_nobody_found_stay_visible():
    missing = {fact["engagement"] for fact in FACTS if fact["field"] == "request" and fact["basis"] == "not-found"}
    assert missing == NOT_FOUND
    assert all(row["requested"] == "undocumented" for row in ENGAGEMENTS if row["id"] in missing)


def test_dates_are_years_months_or_days():
    stated = [fact["date"] for fact in FACTS]
    stated += [row[key] for row in ENGAGEMENTS for key in ("start", "end", "status_date", "newest_source_date")]
    stated += [row[key] for row in CITATIONS.values() for key in ("date", "compiled")]
    assert all(end_of_precision(text) for text in stated if text)


def test_start_and_end_are_dates_of_verified_facts():
    for row in ENGAGEMENTS:
        for key in ("start", "end"):
            known = {fact["date"] for fact in of(row["id"], key) if fact["verified"] == "yes"}
            assert row[key] == "" or row[key] in known, f"{row['id']} {key}"
        assert row["start"] == "" or row["end"] == "" or row["start"][:4] <= row["end"][:4]


def test_the_status_text_is_a_verified_fact_or_the_status_is_empty():
    for row in ENGAGEMENTS:
        facts = [fact for fact in of(row["id"], "status") if fact["verified"] == "yes"]
        shown = (row["status_en"], row["status_nb"], row["status_date"])
        expected = [(fact["value_en"], fact["value_nb"], fact["date"]) for fact in facts] or [("", "", "")]
        assert shown in expected, row["id"]
        assert facts or row["status"] == "unknown"


def test_the_newest_source_is_the_newest_one_of_a_verified_fact():
    for row in ENGAGEMENTS:
        dates = [
            CITATIONS[citation]["date"]
            for fact in FACTS
            if fact["engagement"] == row["id"] and fact["verified"] == "yes"
            for citation in cited(fact)
            if not is_pax(citation) and citation != "UCDPACD"
        ]
        assert row["newest_source_date"] == max(dates), row["id"]


def test_claims_that_disagree_stand_side_by_side():
    starts = {fact["date"] for fact in of("NO-AFG", "start")}
    assert starts == {"2006", "2007"}
    roles = {citation for fact in of("NO-NPL", "role") for citation in cited(fact)}
    assert {"NEP07", "WP30"} <= roles


def test_a_paper_of_unknown_origin_is_never_evidence():
    assert all(fact["basis"] == "link-only" for fact in FACTS if "B92" in cited(fact))


def test_values_fit_a_table_and_hold_no_address_of_a_person():
    for row in [*FACTS, *ENGAGEMENTS, *CITATIONS.values()]:
        assert not any("@" in text for text in row.values()), row
        assert all(text == text.strip() and "\n" not in text for text in row.values()), row
    assert all(len(fact[key]) <= 140 for fact in FACTS for key in ("value_en", "value_nb"))


def test_no_fact_is_told_twice():
    keys = [(f["engagement"], f["field"], f["value_en"], f["date"], f["citations"]) for f in FACTS]
    assert len(keys) == len(set(keys))


@pytest.mark.real
def test_all_engagements_of_the_seed_are_here(shared: Path):
    seed = json.loads((shared / "register" / "seed_engagements.json").read_text(encoding="utf-8"))
    assert {engagement["id"] for engagement in seed["engagements"]} == {row["id"] for row in ENGAGEMENTS}


@pytest.mark.real
def test_no_run_of_eight_words_is_the_seeds(shared: Path):
    folder = shared / "register"
    seed = json.loads((folder / "seed_engagements.json").read_text(encoding="utf-8"))
    theirs = {run for text in texts(seed["engagements"]) for run in runs(text)}
    with (folder / "seed_facts.csv").open(encoding="utf-8", newline="") as file:
        theirs |= {run for row in csv.DictReader(file) for run in runs(row["value"])}
    assert len(theirs) > 100
    for fact in FACTS:
        assert not (runs(fact["value_en"]) | runs(fact["value_nb"])) & theirs, fact


@pytest.mark.real
def test_places_are_in_the_country_list(shared: Path):
    with (shared / "places" / "country-codes.csv").open(encoding="utf-8", newline="") as file:
        codes = {row["ISO3166-1-Alpha-3"] for row in csv.DictReader(file)}
    used = {code for row in ENGAGEMENTS for code in row["places"].split()}
    assert used <= codes | {"XKX", "WLD"}  # the list has no Kosovo


@pytest.mark.real
def test_agreements_with_a_ucdp_number_have_ucdps_day(shared: Path):
    with (shared / "ucdp" / "ucdp-peace-agreements-221.csv").open(encoding="utf-8-sig", newline="") as file:
        ucdp = {row["paid"]: row for row in csv.DictReader(file)}
    numbered = [fact for fact in FACTS if fact["field"] == "agreement" and "UCDP " in fact["value_en"]]
    assert len(numbered) > 20
    for fact in numbered:
        number = re.search(r"\(UCDP (\d+)\)", fact["value_en"])
        assert number is not None
        assert "UCDPPA" in cited(fact)
        row = ucdp[number[1]]
        assert fact["date"] == row["pa_date"], fact
        role_named = "no Norwegian role" not in fact["value_en"] and ":" in fact["value_en"]
        if role_named and cited(fact)[0] == "UCDPPA":
            assert any(word in text for text in row.values() if text for word in ("Norw", "TROIKA")), fact


@pytest.mark.real
def test_conflict_numbers_are_ucdps(shared: Path):
    with (shared / "ucdp" / "ucdp_prio_acd_v25_1.repaired.csv").open(encoding="utf-8", newline="") as file:
        known = {row["conflict_id"] for row in csv.DictReader(file)}
    for fact in FACTS:
        if fact["field"] == "conflict":
            assert set(re.findall(r"\d+", fact["value_en"])) <= known, fact
