"""Laws the facts must keep: no code has two bearers on a day, every name leads back, every refusal is of use."""

from collections import defaultdict
from datetime import date
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forlik.core.errors import PlaceRefused
from forlik.places import LANGUAGES, all_places, by_code, codes, place, systems, tables
from forlik.places.folding import fold
from forlik.places.gazetteer import known

PLACES = all_places()
ENTITIES = st.sampled_from(PLACES)
DAYS = st.dates(date(1946, 1, 1), date(2030, 1, 1))


def test_the_files_hold_only_known_kinds_and_places():
    everyone = tables.entities()
    kinds = set(get_args(tables.Kind))
    assert {one.kind for one in everyone.values()} == kinds
    assert {one.was for one in everyone.values()} == kinds - {"former"}
    assert all(one.was == one.kind for one in everyone.values() if one.kind != "former")
    mentioned = {
        *(row.entity for row in tables.codes()),
        *(row.entity for row in tables.names()),
        *(entity for entity, _ in tables.aliases()),
        *(row.entity for row in tables.groups()),
        *(row.entity for row in tables.parts()),
        *(row.whole for row in tables.parts()),
        *(one for row in tables.refused_names() for one in row.candidates),
        *(one for row in tables.refused_codes() for one in row.candidates),
    }
    assert mentioned <= set(everyone)
    assert {row.system for row in tables.refused_codes()} <= set(systems())


def test_every_fact_says_on_what_evidence():
    for name in ("entities.csv", "codes.csv", "names.csv", "aliases.csv", "groups.csv", "parts.csv"):
        assert all(row["evidence"] for row in tables.read(name)), name
    for name in ("refused_names.csv", "refused_codes.csv"):
        assert all(row["why"] for row in tables.read(name)), name


def test_every_span_runs_forwards():
    rows = [*tables.entities().values(), *tables.codes(), *tables.names(), *tables.groups(), *tables.parts()]
    assert all(tables.starts_by(row.span.first, row.span.last) for row in rows)
    assert all(
        one.state_from is None or (one.span.holds(one.state_from) and one.state_from != one.span.first)
        for one in tables.entities().values()
    )


def test_what_has_ended_is_former_and_what_is_former_has_ended():
    assert all((one.valid_to is not None) == (one.kind == "former") for one in PLACES)


def test_no_code_has_two_bearers_on_one_day():
    rows = defaultdict(list)
    for row in tables.codes():
        rows[row.system, codes.normal(row.system, row.code)].append(row)
    for bearers in rows.values():
        for one in bearers:
            assert not [other for other in bearers if other.entity != one.entity and other.span.meets(one.span)], one


def test_no_code_is_both_given_and_refused():
    given_out = {(row.system, codes.normal(row.system, row.code)) for row in tables.codes()}
    assert not given_out & {(row.system, codes.normal(row.system, row.code)) for row in tables.refused_codes()}


def test_no_place_has_two_main_codes_of_a_system_on_one_day():
    for system in systems():
        for rows in codes.book(system).by_entity.values():
            assert all(
                earlier.span.last is not None and later.span.first is not None and earlier.span.last < later.span.first
                for earlier, later in pairwise(rows)
            ), rows


def test_a_place_has_one_english_name_on_each_day_of_its_life():
    for one in PLACES:
        rows = [row for row in tables.names() if (row.entity, row.language) == (one.iso3, "en")]
        assert rows[0].span.first is None
        assert rows[-1].span.last is None
        assert all(
            later.span.first.toordinal() - earlier.span.last.toordinal() == 1 for earlier, later in pairwise(rows)
        )


def test_aliases_lead_somewhere_and_none_is_hidden_by_a_refusal():
    for entity, alias in tables.aliases():
        assert fold(alias), alias
        day = known(entity).valid_to
        assert place(alias, day).iso3 == entity, alias


@given(ENTITIES, DAYS)
def test_an_iso3_code_resolves_to_its_place_on_every_day_of_its_life_and_on_no_other(one, day):
    if one.exists(day):
        assert place(one.iso3, day) == one
        assert by_code("iso3", one.iso3, day) == one
        assert place(one.iso3.lower()).iso3 == one.iso3
    else:
        with pytest.raises(PlaceRefused, match="did not exist"):
            place(one.iso3, day)


@given(ENTITIES, st.sampled_from(LANGUAGES), st.none() | DAYS)
def test_every_name_in_every_language_leads_back_or_names_the_place_among_the_candidates(one, language, day):
    name = one.name(language, day)
    assert name
    assert leads_to(name, None) & {one.iso3}
    if day is not None and one.exists(day):
        assert leads_to(name, day) & {one.iso3}


def test_every_present_name_leads_back():
    for one in PLACES:
        for language in LANGUAGES:
            assert one.iso3 in leads_to(one.name(language), None), (one.iso3, language, one.name(language))


def leads_to(name, day):
    try:
        return {place(name, day).iso3}
    except PlaceRefused as refused:
        return {place(candidate, day).iso3 for candidate in refused.candidates}


@given(ENTITIES, st.sampled_from(systems()), DAYS)
def test_a_code_given_out_on_a_day_leads_back_to_its_place(one, system, day):
    code = one.code(system, day)
    if code is not None:
        assert by_code(system, code, day) == one


@given(st.sampled_from([row.name for row in tables.refused_names() if row.span == tables.EVER]))
def test_every_refused_name_offers_places_that_can_be_written_back(name):
    with pytest.raises(PlaceRefused, match="is not one place") as refused:
        place(name)
    assert refused.value.candidates
    assert all(place(candidate) for candidate in refused.value.candidates)


@given(st.text(max_size=40), st.none() | DAYS)
def test_any_text_is_a_place_or_refused(text, day):
    try:
        found = place(text, day)
    except PlaceRefused:
        return
    assert day is None or found.exists(day)


@given(st.sampled_from(PLACES), st.sampled_from(LANGUAGES))
def test_case_accents_and_punctuation_do_not_matter(one, language):
    name = one.name(language)
    assert fold(name.upper()) == fold(name)
    assert fold(name.replace("-", " ").replace("'", "\u2019")) == fold(name)
    assert fold(f"  The {name}. ") == fold(name)
