"""The page about where and when: the answer with intervals, weights that move it, evidence, files, and the options."""

import csv
import html
import io
import json
import re
from datetime import date

import pytest
from filling import seen
from worlds import in_both, plain, without_secrets

from forlik import shapes
from forlik.assess.options.proposed import options
from forlik.assess.screens.screen import FOOTER
from forlik.core.days import in_words, today
from forlik.core.errors import ForlikError, NoData, PlaceRefused, UsageError

OWNER, STAFF_ONLY = "demo-owner", "demo-guardian"
PAGE = "/register/decide"
FILE = f"{PAGE}/file/"
WEIGHTS = {"violence": 8.0, "displacement": 0.0, "vulnerability": 2.0}
MOVED = "w.violence=8&w.displacement=0&w.vulnerability=2"
ROW = re.compile(r'<th scope="row"><a href="[^"]*place=([A-Z]{3})#opened".*?</tr>', re.DOTALL)


def shown(learning, address, who=OWNER):
    """A page's text with its signs as they are read."""
    return html.unescape(learning.text(who, PAGE + address))


def ranked(page):
    """Code of each ranked place in the order of the table → what its row says, without marks."""
    table = page.partition('id="places-title"')[2].partition('id="withheld-title"')[0]
    return {found[1]: " ".join(re.sub(r"<[^>]*>", " ", found[0]).split()) for found in ROW.finditer(table)}


def sent(learning, name, query="", who=OWNER):
    answer = learning.ask(who, f"{FILE}{name}?{query}")
    return answer, b"".join(answer.streaming_content)


@pytest.fixture
def screens(learning):
    from forlik.desk import screens

    return screens


def test_the_answer_is_the_one_of_the_library_with_every_interval_and_every_reason(learning, screens):
    page, screen = shown(learning, ""), screens.screen("need-top-20", today())
    rows = ranked(page)
    assert list(rows) == [row.country_iso3 for row in screen.rows], "in the order of their shares, none left out"
    first = screen.rows[0]
    assert f"{first.rank_low}–{first.rank_high}" in rows[first.country_iso3]
    [wide] = [row for row in screen.rows if row.country_iso3 == "ISR"]
    data, weights = wide.spread["data"], wide.spread["weights"]
    assert f"by data alone {data[0]}–{data[1]}, by weights alone {weights[0]}–{weights[1]}" in rows["ISR"]
    assert f"{round(100 * wide.share_top_k)} %" in rows["ISR"]
    held = page.partition('id="withheld-title"')[2]
    for row in screen.withheld:
        assert f"place={row.country_iso3}#opened" in held
        for name in row.missing:
            why = screen.opened(row.country_iso3)[name].reason.replace(str(today()), in_words(today(), "en"))
            assert f"({why})" in held
    assert screen.stands_on.sha256 in page
    assert "10 000 draws, seed 0" in page.replace("\u202f", " ")
    assert FOOTER in page


def test_no_word_stands_without_its_share(learning):
    page = shown(learning, "")
    for word, least in (("Supported under nearly all weightings", "90"), ("Depends on priorities", "10")):
        at = page.index(word)
        assert f"share from {least} % on" in page[at : at + 120]
        head, _, _ = page[at:].partition("</tbody>")
        assert all(re.search(r"\d+ %|over 99 %", row) for row in ranked(f'id="places-title"{head}').values())


def test_a_share_is_never_said_to_reach_a_bound_of_its_question_that_it_does_not_reach(learning):
    from forlik.assess.screens.question_file import question
    from forlik.desk.register.deciding.spoken import share_said

    asks = question("need-top-20")
    other = asks.model_copy(update={"hysteresis": asks.hysteresis.model_copy(update={"enter": 0.8, "leave": 0.3})})
    assert [share_said(0.797, one) for one in (asks, other)] == ["80 %", "79.7 %"]
    assert [share_said(0.497, one) for one in (asks, other)] == ["49.7 %", "50 %"]
    assert share_said(0.897, None) == "89.7 %", "the bounds of the words hold where the question is not known any more"


def test_a_weight_that_is_moved_gives_what_one_weighting_alone_says(learning, screens):
    from forlik.assess.screens.deciding import again

    whole = again(screens.asked("need-top-20", today()), draws=1000, weights=WEIGHTS)
    page = shown(learning, f"?{MOVED}")
    assert list(ranked(page)) == [row.country_iso3 for row in whole.rows]
    assert "One weighting alone" in page
    assert list(ranked(page)) != list(ranked(shown(learning, "")))
    for text in (
        "under nearly all weightings",
        "Depends on priorities",
        "that are not supported",
        "Share of weightings",
    ):
        assert text not in page, f"there is one weighting only, and the page says “{text}”"
    opened = shown(learning, f"?{MOVED}&place=SDN")
    assert "of the draws with these weights" in opened
    assert "of the weightings:" not in opened
    sliders = dict(re.findall(r'type="range" name="w\.(\w+)"[^>]* value="([^"]*)"', page))
    assert sliders == {"violence": "8", "displacement": "0", "vulnerability": "2"}
    step = shown(learning, f"?{MOVED}&rest=0")
    behind = [row.country_iso3 for row in whole.rows if row.word != "rarely"]
    assert list(ranked(step)) == behind, "what is behind a closed fold is not drawn while a weight is moved"


def test_a_place_that_is_not_ranked_without_an_indicator_says_so_and_sums_say_their_span(learning):
    asks = "?question=worsening"
    page = shown(learning, f"{asks}&place=URY")
    assert "Withheld: not ranked where this is not known: Deaths in organised violence against" in page
    assert "not ranked without what is missing" in page
    assert "do not list Uruguay as a place of its own" in page
    assert "rangeres ikke der dette ikke er kjent: Døde i" in learning_in_norwegian(learning, f"{asks}&place=URY")
    told = shown(learning, f"{asks}&place=VEN")
    assert "Jun 2025–May 2026" in told
    assert "Jun 2024–May 2025" in told


def test_an_option_there_says_so_too(learning, screens):
    from forlik.desk.register.sections.screened import why

    found = screens.screen("worsening", today())
    told = {row.country_iso3: why(row, found.question, "en") for row in found.withheld}
    assert told["URY"].startswith("withheld: not ranked where this is not known: Deaths in organised violence against")
    assert told["SMR"].startswith("withheld: 0 % of the weight is observed, 67 % is needed; missing: ")


def test_what_to_mind_of_a_place_stands_in_its_row(learning, screens):
    rows, norwegian = ranked(shown(learning, "")), ranked(learning_in_norwegian(learning, ""))
    minded = [row for row in screens.screen("need-top-20", today()).rows if row.remarks]
    assert {row.country_iso3 for row in minded} & {"ISR", "PSE"}
    for row in minded:
        assert all(remark in rows[row.country_iso3] for remark in row.remarks)
        assert "kildene regner" in norwegian[row.country_iso3] or "kildene teller" in norwegian[row.country_iso3]


def test_the_head_says_how_new_the_newest_figures_of_each_dimension_are(learning, screens):
    put, page = screens.asked("need-top-20", today()), shown(learning, "")
    said = page.partition('id="ages"')[2].partition("</p>")[0]
    for name, dimension in put.question.dimensions.items():
        periods = [max(one.period for one in put.found[each].values()) for each in dimension.indicators]
        if any(periods):
            part = said.partition(f"{dimension.title.en}: newest figures of ")[2].partition(";")[0]
            assert max(periods)[:4] in part, name
            assert min(filter(None, periods))[:4] in part, name


def test_a_place_opens_down_to_the_bytes_of_every_figure(learning, screens):
    page, screen = shown(learning, "?place=South+Sudan"), screens.screen("need-top-20", today())
    part = page.partition('id="opened"')[2].partition("</section>")[0]
    for cell in screen.opened("SSD").values():
        assert cell.figures or cell.reason
        for figure in cell.figures:
            assert figure.basis.sha256 in part
            assert f'href="/source/{figure.basis.source}"' in part
    assert "drawn each time from the " in part, "its income is stale"
    norwegian = learning_in_norwegian(learning, "?place=SSD")
    assert "trukket hver gang fra de " in norwegian
    assert "Sør-Sudan" in norwegian
    withheld = shown(learning, "?place=AND")
    assert "Withheld: 44 % of the weight is observed, 67 % is needed." in withheld


def learning_in_norwegian(learning, address):
    from django.utils.translation import override

    with override("nb"):
        return shown(learning, address)


def test_own_interest_is_shown_only_when_asked_for_and_moves_nothing(learning):
    without, with_own = shown(learning, ""), shown(learning, "?own=1")
    assert "Own interest, apart" not in without
    assert "Own interest is what a place means to Norway" in with_own
    assert list(ranked(without)) == list(ranked(with_own))
    assert 'class="n apart"' in with_own
    _, rows = sent(learning, "rows.json", "own=1")
    assert b"own_interest" not in rows, "no file carries it"


def test_own_interest_says_what_is_counted_of_when_by_whom_and_what_is_not_covered(learning):
    page = " ".join(shown(learning, "?own=1&place=SDN").split())
    [reach] = re.findall(r'<div class="note apart own-reach">(.*?)</div>', page)
    assert "people at the end of the year, 2024–2025; known of" in reach
    assert 'href="/source/unhcr_population' in reach
    assert "known 31 Jul 2026" in reach
    assert "3cc9d26b6d6d7a68" in reach, "the whole digest stands behind the short one"
    assert "A dash is unknown and never zero" in reach
    assert "Not yet: trade, health, climate" in reach
    [mine] = re.findall(r'<div class="apart own-interest">(.*?)</div>', page)
    assert "<strong>1 305</strong> people at the end of the year, 2025" in mine
    assert "estimated" in mine
    norwegian = " ".join(learning_in_norwegian(learning, "?own=1&place=SDN").split())
    assert "mennesker ved årets slutt, 2024–2025; kjent for" in norwegian
    assert "Flyktninger fra stedet i hjemlandet, anslått" in norwegian
    assert "En strek er ukjent og aldri null" in norwegian


def test_who_is_not_listed_by_the_source_is_unknown_and_never_zero(learning):
    page = shown(learning, "?own=1&place=HTI")
    assert "the source has no row for the two countries: that is unknown, not zero" in page
    assert "det er ukjent, ikke null" in learning_in_norwegian(learning, "?own=1&place=HTI")
    cells = re.findall(r'<td class="n apart"[^>]*>(.*?)</td>', shown(learning, "?own=1"))
    assert any("unknown" in cell for cell in cells)
    assert any(re.fullmatch(r"\d+\.\d", cell) for cell in cells)


def test_a_question_without_an_answer_says_why_and_what_to_import(learning):
    page = shown(learning, "?question=rights-concern")
    assert "Of 195 places 0 can be ranked, and the question asks for the first 20." in page
    assert "one of: pts" in page
    assert "0 of 195" in page, "how far each indicator reaches stands there all the same"
    norwegian = learning_in_norwegian(learning, "?question=neglected-10")
    assert "Av 3 steder kan 0 rangeres" in norwegian
    assert "foreldet: det nyeste tallet er fra 2020" in norwegian
    _, rows = sent(learning, "rows.json", "question=rights-concern")
    told = json.loads(rows)
    assert (told["rows"], len(told["withheld"])) == ([], 195)
    with pytest.raises(NoData, match="pts"):
        sent(learning, "rows.csv", "question=rights-concern")


@pytest.mark.parametrize(
    ("query", "kind", "said", "norwegian"),
    [
        ("question=need", UsageError, "there is no question “need”", "det finnes ikke noe spørsmål «need»"),
        ("w.violence=0", UsageError, "all weights are 0, so nothing counts", "alle vekter er 0"),
        ("w.violence=-1", UsageError, "“-1” is no weight", "«-1» er ingen vekt: oppgi et tall fra 0 til 10"),
        ("w.violence=NaN", UsageError, "“NaN” is no weight", "«NaN» er ingen vekt"),
        ("w.violence=inf", UsageError, "“inf” is no weight", "«inf» er ingen vekt"),
        ("w.violence=much", UsageError, "“much” is no weight", "«much» er ingen vekt"),
        ("w.hunger=1", UsageError, "has no dimension “hunger”", "har ingen dimensjon «hunger»"),
        ("as_of=2999-01-01", UsageError, "lies in the future", "ligger i fremtiden"),
        ("place=Atlantis", PlaceRefused, "Atlantis", "Atlantis"),
        ("place=GRL", NoData, "this question does not ask about Greenland", "dette spørsmålet gjelder ikke Greenland"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_both_languages(learning, query, kind, said, norwegian):
    from django.utils.translation import override

    from forlik.desk.refusals import told

    with pytest.raises(ForlikError, match=re.escape(said)) as refused:
        learning.ask(OWNER, f"{PAGE}?{query}")
    assert isinstance(refused.value, kind)
    with override("nb"):
        assert norwegian in told(refused.value)


def test_every_file_carries_what_it_must_not_be_used_for_and_no_option(learning, screens):
    screen = screens.screen("need-top-20", today())
    answer, content = sent(learning, "rows.csv")
    rows = list(csv.DictReader(io.StringIO(content.decode())))
    assert [row["country_iso3"] for row in rows] == [row.country_iso3 for row in screen.rows]
    assert {row["not_for"] for row in rows} == {FOOTER}
    assert f"need-top-20-{today()}-rows.csv" in answer.headers["Content-Disposition"]
    assert answer.headers["X-Forlik-Marking"]
    _, content = sent(learning, "rows.json")
    assert json.loads(content) == json.loads(json.dumps(shapes.decide(screen)))
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(sent(learning, "rows.xlsx")[1]))
    assert book.sheetnames == ["figures", "sources"]
    assert FOOTER in [cell.value for cell in book["figures"][2]]
    import pyarrow.parquet as pq

    table = pq.read_table(io.BytesIO(sent(learning, "rows.parquet")[1]))
    assert FOOTER in table.schema.metadata[b"forlik"].decode()
    for name in ("cite.bib", "cite.ris", "cite.json", "cite.txt", "cite.prov.json"):
        assert b"UNHCR" in sent(learning, name)[1]
    told = json.loads(sent(learning, "cite.prov.json")[1])
    [answer] = [one for one in told["entity"] if one.startswith("table:")]
    used = {row["prov:usedEntity"] for row in told["wasDerivedFrom"].values() if row["prov:generatedEntity"] == answer}
    figures = {name for name in told["entity"] if name.startswith("figure:")}
    assert figures
    assert figures < used <= set(told["entity"]), "the answer comes from its figures, and from the bytes"
    for name in ("rows.csv", "rows.json", "rows.parquet", "cite.txt", "cite.prov.json"):
        assert b"Estovia" not in sent(learning, name)[1]
    _, moved = sent(learning, "rows.json", MOVED)
    assert json.loads(moved)["manifest"]["weights"] == WEIGHTS
    assert not {row["word"] for row in json.loads(moved)["rows"]} & {"supported", "depends", "not_supported"}
    answer, content = sent(learning, "rows.csv", MOVED)
    assert f"need-top-20-{today()}-weighted-rows.csv" in answer.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(content.decode())))
    assert {row["weights"] for row in rows} == {"displacement=0 violence=8 vulnerability=2"}
    for odd in ("rows.exe", "cite.csv", "rows", "x"):
        with pytest.raises(NoData):
            learning.ask(OWNER, FILE + odd)


def test_an_earlier_day_is_answered_by_what_was_known_then(learning, screens):
    page = shown(learning, "?question=risk-top-20&as_of=2025-06-30")
    screen = screens.screen("risk-top-20", date(2025, 6, 30))
    assert list(ranked(page)) == [row.country_iso3 for row in screen.rows]
    assert "as_of=2025-06-30" in page.partition('class="take"')[2].partition("</div>")[0]
    assert "/register/decide/propose" not in page.partition('id="put-forward"')[2].partition("</section>")[0]


def test_where_no_option_is_known_the_answer_is_there_all_the_same_and_for_the_staff(learning):
    page = shown(learning, "?as_of=2020-06-30")
    assert "No option has been put forward that you may see." in page
    assert '<p class="bar marking">For staff</p>' in page


def test_options_stand_beside_it_with_gate_and_requests_and_are_logged(learning):
    [*known] = options(seen(learning, OWNER))
    assert known
    before = len(learning.log("read"))
    page = shown(learning, "")
    assert len(learning.log("read")[before:]) == 1, "what is sealed of the gate and the requests was shown"
    shown(learning, "", STAFF_ONLY)
    assert len(learning.log("read")[before:]) == 1
    part = page.partition('id="put-forward"')[2].partition("</section>")[0]
    for one in known:
        assert f'href="/register/decide/{one.record}"' in part
    assert "Gate: " in part
    assert "parties asked" in part


def test_whoever_may_not_see_what_is_secret_gets_the_same_in_both_worlds(django_db_blocker, tmp_path_factory):
    paths = (PAGE, f"{PAGE}?place=YEM", f"{PAGE}?as_of=2025-06-30&question=risk-top-20")

    def look(learning):
        return {who: plain(learning, {path: learning.text(who, path) for path in paths}) for who in (OWNER, STAFF_ONLY)}

    whole, bare = in_both(look, without_secrets, django_db_blocker, tmp_path_factory)
    assert whole[STAFF_ONLY] == bare[STAFF_ONLY]
    assert whole[OWNER] != bare[OWNER]


def test_what_is_old_everywhere_is_said_once_and_not_of_every_place(learning, screens):
    page, screen = shown(learning, ""), screens.screen("need-top-20", today())
    deaths = [row for row in screen.rows if "deaths" not in row.missing]
    assert deaths, "the starter's deaths are those of 2023"
    assert all("deaths" in row.stale for row in deaths)
    assert page.count("Older than the question likes for every place, and taken as less exact: Deaths in") == 1
    [yemen] = [row for row in screen.rows if row.country_iso3 == "YEM"]
    assert len(yemen.stale) == 3
    assert ranked(page)["YEM"].endswith("old: Income per inhabitant")
    assert "old:" not in ranked(page)["SDN"]
