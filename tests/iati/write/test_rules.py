"""Rules are read strictly: one that is misread would say what must not be said."""

from datetime import date

import pytest

from forlik.core.errors import BadInput
from forlik.iati.write import rules

RULE = """
version = 4
[pillars]
peace = ["15220"]
[[rule]]
id = "a"
reason = "danger"
ground = "section 1"
do = ["partner"]
countries = ["ZZ"]
"""


def read(tmp_path, text):
    path = tmp_path / "rules.toml"
    path.write_text(text, encoding="utf-8")
    return rules(path)


def test_the_shipped_file_has_no_rule_in_force_and_one_marked_example():
    assert rules().rules == ()
    [example] = rules(examples=True).rules
    assert example.example
    assert example.countries == ("ZZ",)
    assert "EXAMPLE" in example.reason
    assert "EXAMPLE" in example.ground


def test_a_rule_is_read_whole(tmp_path):
    read_rules = read(
        tmp_path,
        RULE + 'from = 2022-01-01\nuntil = 2030-01-01\nlift = 2031-01-01\npillars = ["peace"]\n'
        'partner_roles = ["4"]\npurposes = ["152"]\nregions = ["298"]\npartner_refs = ["X"]\npartner_types = ["22"]\n'
        "running_from = 2020-01-01\n",
    )
    [one] = read_rules.rules
    assert read_rules.version == 4
    assert read_rules.pillars == {"peace": ("15220",)}
    assert (one.id, one.reason, one.ground, one.do, one.countries) == (
        "a",
        "danger",
        "section 1",
        ("partner",),
        ("ZZ",),
    )
    assert (one.starts, one.until, one.lift) == (date(2022, 1, 1), date(2030, 1, 1), date(2031, 1, 1))
    assert (one.running_from, one.purposes, one.regions) == (date(2020, 1, 1), ("152",), ("298",))
    assert (one.partner_refs, one.partner_types, one.partner_roles) == (("X",), ("22",), ("4",))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (RULE + "land = 1", r"field rule\[0\].land: “land” is not a key"),
        (RULE.replace("version = 4", ""), "has no version"),
        (RULE.replace("version = 4", 'version = "4"'), "has no version"),
        ("other = 1\n" + RULE, "“other” is not a key"),
        (RULE.replace('reason = "danger"', ""), "reason: is missing"),
        (RULE.replace('ground = "section 1"', 'ground = " "'), "ground: is missing"),
        (RULE.replace('"partner"', '"patner"'), "“patner” is nothing that can be done"),
        (RULE.replace('["partner"]', "[]"), "do: is missing"),
        (RULE.replace('countries = ["ZZ"]', ""), "says not whom it concerns"),
        (RULE.replace('["ZZ"]', '"ZZ"'), "countries: is not a list of texts"),
        (RULE.replace('["ZZ"]', "[1]"), "countries: is not a list of texts"),
        (RULE + 'pillars = ["war"]', "“war” is not in the table of pillars"),
        (RULE + "delay_months = 3", "months need a delay"),
        (RULE.replace('"partner"', '"delay"'), "a delay needs its months"),
        (RULE.replace('"partner"', '"delay"') + "delay_months = 9999", "more than 1200"),
        (RULE + 'from = "2022"', "from: is not a day"),
        (RULE + "from = 2022-01-01T00:00:00", "from: is not a day"),
        (RULE + "from = 2022-01-01\nlift = 2021-01-01", "lift: lies before"),
        (RULE + "example = 1", "example: is not true or false"),
        (RULE + RULE[RULE.index("[[rule]]") :], "the rule “a” is there twice"),
        ("version = 1\nrule = 3", "is not a list of rules"),
        ("version =", "not TOML"),
    ],
)
def test_what_is_no_rule_is_refused_by_its_key(tmp_path, text, words):
    with pytest.raises(BadInput, match=words):
        read(tmp_path, text)


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(BadInput, match="cannot be read"):
        rules(tmp_path / "none.toml")
