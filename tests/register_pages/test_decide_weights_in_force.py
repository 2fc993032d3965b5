"""The page by one weighting: what is observed, missing and withheld is that of the weights in force, as everywhere."""

import html
import re

from forlik.core.days import today

OWNER = "demo-owner"


def shown(learning, query):
    return html.unescape(learning.text(OWNER, f"/register/decide?{query}"))


def test_a_place_of_which_nothing_that_counts_is_known_is_withheld_on_the_page_too(learning):
    from forlik.assess.screens.deciding import again
    from forlik.desk import screens

    page = shown(learning, "w.violence=10")
    ranked, _, held = page.partition('id="places-title"')[2].partition('id="withheld-title"')
    assert "place=PSE#opened" not in ranked
    assert "place=PSE#opened" in held
    screen = again(screens.asked("need-top-20", today()), draws=1000, weights={"violence": 10.0})
    assert [row.country_iso3 for row in screen.withheld] == re.findall(r"place=([A-Z]{3})#opened", held)
    every = shown(learning, "question=need-top-20")
    assert "place=PSE#opened" in every.partition('id="places-title"')[2].partition('id="withheld-title"')[0]


def test_a_withheld_place_opened_says_how_much_of_the_weights_in_force_is_observed(learning):
    opened = shown(learning, "w.violence=10&place=PSE").partition('id="opened"')[2]
    text = " ".join(re.sub(r"<[^>]*>", " ", opened).split())
    assert re.search(r"Withheld: 0.% of the weight", text), text[:600]
