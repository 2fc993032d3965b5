"""A place tells its name, codes, lists and days."""

from datetime import date

import pytest

from forlik.core.errors import UsageError
from forlik.places import LANGUAGES, Place, all_places, by_code, place, systems


@pytest.mark.parametrize(
    ("iso3", "language", "day", "name"),
    [
        ("COD", "en", None, "DR Congo"),
        ("COD", "nb", None, "Den demokratiske republikken Kongo"),
        ("COD", "en", date(1990, 1, 1), "Zaire"),
        ("COD", "fr", date(1990, 1, 1), "Zaïre"),
        ("COD", "en", date(1997, 5, 17), "DR Congo"),
        ("COD", "nb", date(1965, 1, 1), "Den demokratiske republikken Kongo"),
        ("DEU", "en", date(1980, 1, 1), "West Germany"),
        ("DEU", "nb", date(1980, 1, 1), "Vest-Tyskland"),
        ("DEU", "nb", date(2020, 1, 1), "Tyskland"),
        ("YEM", "en", date(1980, 1, 1), "North Yemen"),
        ("TUR", "en", date(2022, 5, 31), "Turkey"),
        ("TUR", "en", date(2022, 6, 1), "Türkiye"),
        ("SWZ", "en", None, "Eswatini"),
        ("CPV", "en", None, "Cabo Verde"),
        ("MKD", "en", None, "North Macedonia"),
        ("CIV", "en", None, "Côte d'Ivoire"),
        ("TLS", "en", None, "Timor-Leste"),
        ("NOR", "nn", None, "Noreg"),
        ("NOR", "ar", None, "النرويج"),
        ("NOR", "no", None, "Norge"),
        ("NOR", "fr-FR", None, "Norvège"),
        ("PSE", "nb", None, "Palestina"),
        ("SUN", "es", None, "Unión Soviética"),
        ("LKA", "nb", date(1960, 1, 1), "Sri Lanka"),
        ("YMD", "nb", date(1960, 1, 1), "Sør-Jemen"),
        ("SKM", "nb", None, "Sikkim"),
        ("XAF", "nb", None, "Afrika"),
        ("WLD", "nb", None, "Verden"),
        ("SUN", "en", date(2020, 1, 1), "Soviet Union"),
    ],
)
def test_a_place_has_dated_names_in_six_languages(iso3, language, day, name):
    assert by_code("iso3", iso3).name(language, day) == name


def test_a_language_without_names_is_refused():
    with pytest.raises(UsageError, match="de"):
        place("Norway").name("de")


@pytest.mark.parametrize(
    ("iso3", "system", "day", "code"),
    [
        ("DEU", "cow", date(1990, 10, 2), "260"),
        ("DEU", "cow", date(1990, 10, 3), "255"),
        ("DEU", "cow", None, "255"),
        ("DEU", "gw", None, "260"),
        ("SDN", "m49", date(2011, 7, 8), "736"),
        ("SDN", "m49", None, "729"),
        ("SDN", "fts", None, "212"),
        ("SRB", "ucdp", None, "345"),
        ("SRB", "gw", None, "340"),
        ("AFG", "m49", None, "004"),
        ("NAM", "iso2", None, "NA"),
        ("EGY", "unhcr", None, "ARE"),
        ("SUN", "gw", None, "365"),
        ("PSE", "ucdp", None, None),
        ("COD", "iso3", None, "COD"),
        ("COD", "iso3", date(1990, 1, 1), "COD"),
        ("WLD", "fts", None, "251"),
        ("XAF", "iati", None, "298"),
        ("SSD", "gw", date(2005, 1, 1), None),
    ],
)
def test_a_place_has_dated_codes(iso3, system, day, code):
    assert by_code("iso3", iso3).code(system, day) == code


def test_an_unknown_system_is_refused_with_the_known_ones():
    with pytest.raises(UsageError, match="gw") as refused:
        by_code("fips", "NO")
    assert all(system in str(refused.value) for system in systems())


def test_groups_are_dated():
    assert place("Botswana").groups() == {"LLDC", "DAC recipient"}
    assert "LDC" in place("Botswana").groups(date(1990, 1, 1))
    assert "LDC" not in place("Botswana").groups(date(1994, 12, 19))
    assert place("Afghanistan").groups() == {"LDC", "LLDC", "DAC recipient"}
    assert "SIDS" in place("Samoa").groups()
    assert place("Norway").groups() == frozenset()


def test_the_least_developed_countries_of_2025_are_the_44_of_the_united_nations_list():
    assert sum("LDC" in one.groups(date(2025, 1, 1)) for one in all_places()) == 44


def test_existing_is_bounded_by_both_days():
    union = place("Serbia and Montenegro")
    assert not union.exists(date(2003, 2, 3))
    assert union.exists(date(2003, 2, 4))
    assert union.exists(date(2006, 6, 4))
    assert not union.exists(date(2006, 6, 5))
    assert place("Norway").exists(date(1900, 1, 1))


def test_a_state_was_a_territory_before_it_became_one_and_former_only_after_it_ended():
    assert place("Angola").kind_on(date(1970, 1, 1)) == "territory"
    assert place("Angola").kind_on(date(1975, 11, 11)) == "state"
    assert place("Soviet Union").kind == "former"
    assert place("Soviet Union").kind_on(date(1980, 1, 1)) == "state"
    assert place("Soviet Union").kind_on(date(1992, 1, 1)) == "former"
    assert place("Netherlands Antilles").kind_on(date(2000, 1, 1)) == "territory"
    assert place("Greenland").kind_on(date(2000, 1, 1)) == "territory"


def test_states_of_a_day_are_those_that_stood_that_day():
    cold_war = {one.iso3 for one in all_places("state", date(1980, 1, 1))}
    assert {"SUN", "DDR", "DEU", "YUG", "YMD", "CSK"} <= cold_war
    assert not {"RUS", "SSD", "HRV", "NAM", "XKX"} & cold_war
    now = {one.iso3 for one in all_places("state", date(2024, 1, 1))}
    assert {"RUS", "SSD", "HRV", "NAM", "XKX"} <= now
    assert not {"SUN", "DDR", "PSE", "ESH"} & now


def test_places_come_in_order_of_their_names_and_by_kind():
    assert [one.iso3 for one in all_places("world")] == ["WLD"]
    assert {one.iso3 for one in all_places("disputed")} == {"XSL", "XAB"}
    names = [one.name() for one in all_places()]
    assert names == sorted(names)
    assert {one.kind for one in all_places()} == {"state", "territory", "former", "disputed", "region", "world"}


def test_a_place_prints_as_its_name_and_cannot_be_changed():
    norway = place("Norway")
    assert str(norway) == "Norway"
    assert isinstance(norway, Place)
    with pytest.raises(AttributeError):
        norway.iso3 = "SWE"


def test_places_that_sources_count_elsewhere_say_so():
    assert "Israel" in place("Palestine").note
    assert "Morocco" in place("Western Sahara").note
    assert "Somalia" in place("Somaliland").note
    assert "no position" in place("Abyei").note


def test_there_are_six_languages():
    assert LANGUAGES == ("en", "nb", "nn", "fr", "es", "ar")


@pytest.mark.parametrize(
    ("asked", "until"),
    [
        ("North Yemen", date(1990, 5, 21)),
        ("Nord-Jemen", date(1990, 5, 21)),
        ("zaïre", date(1997, 5, 16)),
        ("Yemen", None),
        ("YEM", None),
        ("Republic of Yemen", None),
        ("DR Congo", None),
    ],
)
def test_a_name_that_a_place_no_longer_has_is_told_apart(asked, until):
    assert place(asked).past_name_until(asked) == until
