"""Search as one types, and what loading costs."""

import subprocess
import sys

import pytest

from forlik.core.errors import UsageError
from forlik.places import search


def found(text, **how):
    return [one.iso3 for one in search(text, **how)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("nor", "NOR"),
        ("Norw", "NOR"),
        ("uk", "GBR"),
        ("us", "USA"),
        ("sør-s", "SSD"),
        ("s sud", "SSD"),
        ("zai", "COD"),
        ("cote d", "CIV"),
        ("السود", "SDN"),
        ("colo", "COL"),
        ("ant", "ATG"),
        ("soviet", "SUN"),
        ("pal", "PLW"),
        ("world", "WLD"),
    ],
)
def test_the_likeliest_place_comes_first(text, first):
    assert found(text)[0] == first


def test_ambiguous_beginnings_show_every_bearer():
    assert found("congo")[:2] == ["COD", "COG"]
    assert set(found("guinea")) == {"GIN", "GNB", "GNQ", "PNG"}
    assert {"KOR", "PRK"} <= set(found("korea"))


def test_the_readers_language_comes_first():
    assert found("øst", language="nb")[0] in {"AUT", "TLS"}
    assert found("ir", limit=3, language="nb") == ["IRN", "IRQ", "IRL"]
    with pytest.raises(UsageError):
        search("nor", language="de")


def test_a_limit_is_kept_and_nothing_typed_finds_nothing():
    assert len(search("a", limit=4)) == 4
    assert search("") == ()
    assert search("  -") == ()
    assert search("qqqq") == ()
    assert "NLD" in found("the")


def test_one_letter_finds_beginnings_only():
    assert "FIN" not in found("n", limit=400)
    assert "NOR" in found("n", limit=400)


def test_english_names_need_neither_babel_nor_arrow():
    script = (
        "import sys\n"
        "from forlik.places import place, by_code, spoken_for\n"
        "place('Sudan').name(); by_code('gw', '625'); spoken_for('gw', 2020)\n"
        "print('babel' in sys.modules, 'pyarrow' in sys.modules)\n"
        "place('Sudan').name('nb')\n"
        "print('babel' in sys.modules)\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["False", "False", "True"]
