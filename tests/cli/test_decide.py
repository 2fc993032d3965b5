"""The verb that answers a question: its shape, its words, its exit codes."""

import csv
import io
import json
from types import SimpleNamespace

import openpyxl
import pyarrow.parquet as pq
import pytest

import forlik as library
from forlik import shapes
from forlik.cli.answers.gaps import of_old_figures

DAY = "2026-11-27"
ASK = ("decide", "--question", "risk-top-20", "--as-of", DAY, "--draws", 200, "--seed", 7)
MATTERS = ("decide", "--question", "risk-top-20", "--as-of", DAY, "--seed", 7, "--matters")
MISUSE = "Never a ground for decisions on asylum, for targeting, or for sanctions."


def test_the_answer_has_the_promised_shape(forlik):
    answer = forlik(*ASK, "--json")
    assert answer.exit == 0
    said = answer.json
    assert list(said)[:6] == ["question", "as_of", "method", "manifest", "rows", "withheld"]
    assert (said["question"], said["as_of"], said["method"]["version"]) == ("risk-top-20", DAY, 1)
    promised = ["country", "country_iso3", "share_top_k", "rank_low", "rank_high", "dimensions", "missing"]
    assert all(list(row)[:7] == promised for row in said["rows"])
    assert len(said["rows"]) >= 60
    assert all({"country", "reason"} <= set(row) for row in said["withheld"])
    assert len(said["manifest"]["sha256"]) == 64
    assert (said["manifest"]["seed"], said["manifest"]["draws"]) == (7, 200)
    assert said["footer"].endswith(MISUSE)
    assert "own_interest" not in said


def paragraphs(said):
    """The parts of what was printed, each its lines: the question, the table, what stands beside it, …"""
    return [part.splitlines() for part in said.split("\n\n")]


def listed(lines, head):
    """The lines that stand below a heading, without what they are indented by."""
    below = lines[lines.index(next(line for line in lines if line.startswith(head))) + 1 :]
    return [line.strip() for line in below[: next((n for n, line in enumerate(below) if line[0] != " "), len(below))]]


def test_words_carry_intervals_gaps_and_what_it_must_not_be_used_for(forlik):
    said = forlik(*ASK).out
    over, head = paragraphs(said)[1][:2]
    assert over.split() == ["share", "of", "ranks", "by", "by"]
    assert head.split() == [
        "country",
        "weightings",
        "5–95",
        "%",
        "data",
        "weights",
        "observed",
        "oldest",
        "old",
        "missing",
    ]
    assert "Somalia" in said
    assert "withheld:" in said
    assert "not weighed, known of" in said
    assert said.rstrip().endswith(MISUSE)


def test_the_table_fits_and_every_band_is_headed_by_its_word_and_its_bound(forlik):
    for question in ("need-top-20", "risk-top-20", "worsening"):
        ask = ("decide", "--question", question, "--as-of", DAY, "--draws", 200)
        table, rows = paragraphs(forlik(*ask).out)[1], forlik(*ask, "--json").json["rows"]
        assert max(map(len, table)) <= 100
        headings = [line for line in table if line.startswith("— ")]
        assert headings == [
            "— supported under nearly all weightings (90% and more)",
            "— depends on priorities (10% and more)",
        ]
        under = table.index(headings[1])
        for word, part in (("supported", table[3:under]), ("depends", table[under + 1 :])):
            told = [row["country"] for row in rows if row["word"] == word]
            assert [line.split("  ")[0] for line in part] == told


def test_old_and_missing_figures_are_counted_in_the_table_and_listed_once_by_title(forlik):
    need = ("decide", "--question", "need-top-20", "--as-of", DAY, "--draws", 200, "--seed", 7)
    answer, said = forlik(*need, "--json").json, forlik(*need).out
    titles = {one["indicator"]: one["title"] for one in answer["indicators"]}
    shown = [row for row in answer["rows"] if row["word"] != "not_supported"]
    _, table, beside = paragraphs(said)[:3]
    counts = {line.split("  ")[0]: line.split()[-2:] for line in table}
    assert all(counts[row["country"]] == [str(len(row["stale"])), str(len(row["missing"]))] for row in shown)
    for kind, head in (("stale", "Old figures"), ("missing", "Missing")):
        told = dict(line.split(": ", 1) for line in listed(beside, head))
        assert len(told) == len({name for row in shown for name in row[kind]})
        for name in {name for row in shown for name in row[kind]}:
            whose = [row["country"] for row in shown if name in row[kind]]
            others = [row["country"] for row in shown if name not in row[kind]]
            ways = [", ".join(whose), "all but " + ", ".join(others)] if others else ["all of them"]
            assert told[titles[name]] in ways
    assert listed(beside, "Missing"), "of South Sudan no income is known"


def test_where_nearly_all_places_have_an_old_figure_those_that_have_not_are_named():
    indicators = {
        name: SimpleNamespace(title=SimpleNamespace(en=name.title())) for name in ("deaths", "income", "risk")
    }
    stale = {
        "Chad": ("deaths", "income"),
        "Mali": ("deaths", "income"),
        "Niger": ("deaths", "income"),
        "Togo": ("deaths",),
    }
    shown = [SimpleNamespace(country=country, stale=names) for country, names in stale.items()]
    told = list(of_old_figures(SimpleNamespace(question=SimpleNamespace(indicators=indicators)), shown))
    assert told[1:] == ["  Deaths: all of them", "  Income: all but Togo"]


def test_what_to_mind_is_told_of_the_places_shown_and_counted_of_the_others(forlik):
    need = ("decide", "--question", "need-top-20", "--as-of", DAY, "--draws", 200, "--seed", 7)
    answer, beside = forlik(*need, "--json").json, paragraphs(forlik(*need).out)[2]
    shown = {row["country"]: row["remarks"] for row in answer["rows"] if row["word"] != "not_supported"}
    minded = [f"{country}: {remark}" for country, remarks in shown.items() for remark in remarks]
    assert listed(beside, "Mind of the places shown") == minded
    others = sum(bool(row["remarks"]) for row in answer["rows"] if row["country"] not in shown)
    assert others == 1, "deaths in Palestine are counted under Israel"
    assert any(line.startswith("There is something to mind of 1 ranked place left out here") for line in beside)


def test_places_withheld_for_one_reason_are_told_together_and_none_is_lost(forlik):
    ask = ("decide", "--question", "worsening", "--as-of", DAY, "--draws", 100)
    answer, beside = forlik(*ask, "--json").json, paragraphs(forlik(*ask).out)[2]
    told = dict(line.split(": ", 1) for line in listed(beside, f"{len(answer['withheld'])} withheld"))
    named = [country for whose in told for country in whose.split(", ")]
    assert sorted(named) == sorted(row["country"] for row in answer["withheld"])
    assert len(told) < len(named) / 5
    assert told["Palestine"].endswith("(its sources count it under Israel)")
    assert not any("deaths_change" in why for why in told.values())


def test_at_a_terminal_no_line_is_wider_than_it_and_elsewhere_a_sentence_is_one_line(forlik, monkeypatch):
    plain = forlik(*ASK).out
    assert max(map(len, plain.splitlines())) > 100
    monkeypatch.setenv("COLUMNS", "100")
    assert forlik(*ASK).out == plain
    monkeypatch.setattr("forlik.cli.wrapping.sys", Terminal())
    fitted = forlik(*ASK).out
    assert max(map(len, fitted.splitlines())) <= 100
    assert fitted.split() == plain.split(), "nothing is left out"
    told = forlik("decide", "--question", "rights-concern").err
    assert max(map(len, told.splitlines())) <= 100


class Terminal:
    """Standard output and standard error as at a terminal."""

    class Stream:
        def isatty(self):
            return True

    stdout = stderr = Stream()


def test_own_interest_is_shown_only_when_asked_for_and_moves_nobody(forlik):
    plain, own = (forlik(*ASK, *more, "--json").json for more in ((), ("--own-interest",)))
    assert own["own_interest"]["home"] == "NOR"
    beside = own["rows"][0].pop("own_interest")
    assert {*beside["figures"], *beside["missing"]} == {"asylum_seekers", "refugees"}
    assert own["rows"][0] == plain["rows"][0]
    assert [row["country"] for row in own["rows"]] == [row["country"] for row in plain["rows"]]
    said = forlik(*ASK, "--own-interest").out
    over, head = paragraphs(said)[1][:2]
    assert (over.split()[-1], head.split()[-1]) == ("own", "interest")
    assert "Own interest of Norway, apart" in said
    assert "It has no weight in any question and is never published." in said
    assert said.rstrip().endswith(MISUSE)


def test_a_place_is_explained_down_to_its_sources(forlik):
    said = forlik(*ASK, "--explain", "Sudan").out
    assert "If only the weights were uncertain" in said
    assert "sha256 " in said
    assert said.rstrip().endswith(MISUSE)
    beside = forlik(*ASK, "--explain", "Sudan", "--own-interest").out
    assert "Own interest (NOR), apart" in beside
    assert beside.rstrip().endswith(MISUSE)
    told = forlik(*ASK, "--explain", "Sudan", "--json").json["explained"]
    assert told["country_iso3"] == "SDN"
    cells = {cell["indicator"]: cell for cell in told["cells"]}
    assert len(cells["hazard"]["figures"][0]["basis"]["sha256"]) == 64


def test_which_assumption_matters_is_told_of_the_ranks_and_of_a_place(forlik):
    said = forlik(*MATTERS, "--explain", "Sudan", "--json").json
    of = {(one["of"], one["assumption"]): one for one in said["indices"]}
    assert {name for name, _ in of} <= {"mean shift in rank", "SDN"}
    shares = [one["total"] + one["total_margin"] for (name, _), one in of.items() if name == "mean shift in rank"]
    # What all assumptions do together is all there is, and more where they act together.
    assert sum(shares) >= 1
    words = forlik(*MATTERS).out
    assert "shares of the variance of ranks" in words
    assert words.rstrip().endswith(MISUSE)
    assert said["footer"].endswith(MISUSE)
    assert forlik(*MATTERS, "--own-interest").exit == 2


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--save", "x.csv", "--explain", "Sudan"), "--save writes the answer"),
        (("--save", "x.csv", "--own-interest"), "--save writes the answer"),
        (("--matters", "--draws", 10_000), "--matters takes samples of its own, not --draws"),
        (("--matters", "--since", "2026-11-22"), "--since tells what changed"),
        (("--weights", "violence=1", "--since", "2026-11-22"), "--since tells what changed"),
        (("--weights", "violence=1", "--matters"), "--matters tells how much the weights matter"),
    ],
)
def test_options_that_do_not_go_together_are_refused_and_never_ignored(forlik, tmp_path, monkeypatch, more, told):
    monkeypatch.chdir(tmp_path)
    answer = forlik("decide", "--question", "risk-top-20", "--as-of", DAY, *more)
    assert (answer.exit, told in answer.err) == (2, True), answer.err
    assert not list(tmp_path.glob("x.*"))


ANSWERS = {"answer": (), "one weighting": ("--weights", "violence=2,hazard=1"), "since": ("--since", "2026-11-22")}


def rows_of(path):
    """The rows of a saved file, as they are read back."""
    if path.suffix == ".csv":
        return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    if path.suffix == ".parquet":
        return pq.read_table(path).to_pylist()
    head, *rows = openpyxl.load_workbook(path)["figures"].values
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.mark.parametrize("what", ANSWERS)
def test_every_row_of_a_saved_file_says_what_it_must_not_be_used_for(forlik, tmp_path, what):
    answer = forlik(*ASK, *ANSWERS[what], "--json").json
    for end in ("csv", "xlsx", "parquet"):
        path = tmp_path / f"it.{end}"
        assert forlik(*ASK, *ANSWERS[what], "--save", path).exit == 0
        rows = rows_of(path)
        assert len(rows) == len(answer["rows"]) > 0
        assert {row["not_for"] for row in rows} == {answer["footer"]}
        assert {row["question"] for row in rows} == {"risk-top-20"}
        if what == "since":
            assert {(row["day_before"], row["day_after"]) for row in rows} == {("2026-11-22", DAY)}
        else:
            told = {"answer": (None, ""), "one weighting": ("hazard=1 violence=2",)}[what]
            assert {row["weights"] in told for row in rows} == {True}
    path = tmp_path / "it.json"
    assert forlik(*ASK, *ANSWERS[what], "--save", path).exit == 0
    saved = json.loads(path.read_text(encoding="utf-8"))
    assert saved == answer
    assert saved["footer"].endswith(MISUSE)


def test_a_file_that_cannot_be_written_is_said(forlik, tmp_path):
    assert forlik(*ASK, "--save", tmp_path / "none" / "risk.json").exit == 1
    refused = forlik(*ASK, "--since", "2026-11-22", "--save", tmp_path / "risk.pdf")
    assert (refused.exit, "no file form" in refused.err) == (2, True)
    assert not list(tmp_path.glob("risk*"))


# --- one weighting


def test_by_one_weighting_the_answer_is_the_one_of_python_and_says_by_which(forlik):
    one = forlik(*ASK, "--weights", "violence=2", "--weights", "hazard=1", "--json").json
    weights = {"violence": 2.0, "hazard": 1.0}
    screen = library.decide(library.world(DAY), "risk-top-20", draws=200, seed=7, weights=weights)
    assert one == json.loads(json.dumps(shapes.decide(screen)))
    assert one["method"]["weights"] == one["manifest"]["weights"] == weights
    shares = {"hazard": 1 / 3, "vulnerability": 0, "coping": 0, "violence": 2 / 3}
    assert one["method"]["one_weighting"] == pytest.approx(shares)
    assert {row["word"] for row in one["rows"]} <= {"nearly_always", "sometimes", "rarely"}
    assert all(not row["priorities"] and row["on_list"] is None for row in one["rows"])


def test_an_answer_by_one_weighting_never_looks_like_the_one_by_all(forlik):
    every, one = forlik(*ASK, "--json").json, forlik(*ASK, "--weights", "violence=2,hazard=1", "--json").json
    assert "one_weighting" not in every["method"]
    assert not {row["word"] for row in every["rows"]} & {row["word"] for row in one["rows"]}
    assert every["manifest"]["sha256"] != one["manifest"]["sha256"]
    said = forlik(*ASK, "--weights", "violence=2,hazard=1").out
    told = (
        "By one weighting alone, which is not the answer by all weightings: Hazard and exposure 33 %, Vulnerability 0 %"
    )
    assert told in said
    assert told in forlik(*ASK, "--weights", "violence=2,hazard=1", "--explain", "Sudan").out
    table = "\n".join(paragraphs(said)[1])
    assert "weightings" not in table
    assert "in nearly all draws with these weights (90% and more)" in table
    assert "By one weighting" not in forlik(*ASK).out


def test_only_the_proportions_of_weights_count_and_one_left_out_weighs_nothing(forlik):
    ways = ("violence=2,hazard=1", "hazard=0.5,violence=1", " violence = 4 , hazard = 2 , coping = 0")
    first, *others = (forlik(*ASK, "--weights", way, "--json").json["rows"] for way in ways)
    assert all(rows == first for rows in others)
    # With all weight on one dimension, what is worst by it comes first.
    hazard = forlik(*ASK, "--weights", "hazard=1", "--json").json["rows"]
    assert hazard[0]["dimensions"]["hazard"] >= max(row["dimensions"]["hazard"] for row in hazard[20:])


def test_where_nothing_is_known_of_a_weighted_dimension_that_is_said(forlik):
    before = ("decide", "--question", "risk-top-20", "--as-of", "2026-11-22", "--draws", 100)
    said = forlik(*before, "--weights", "violence=2,hazard=1").out
    assert "Nothing is known of Violence of late: the weight given to it is shared out among the others." in said
    assert "Hazard and exposure 100 %" in said
    refused = forlik(*before, "--weights", "violence=1")
    assert (refused.exit, refused.out) == (3, "")
    assert "the weights are all on what nothing is known of" in refused.err
    # Known on the day, it is answered, though nothing was known of it at the release before.
    assert forlik(*ASK, "--weights", "violence=1", "--json").json["method"]["one_weighting"]["violence"] == 1


@pytest.mark.parametrize(
    ("weights", "told"),
    [
        ("violense=1", "no dimension “violense” → it has hazard, vulnerability, coping, violence"),
        ("violence=much", "“much” is no weight for “violence”"),
        ("violence=-1,hazard=2", "“-1” is no weight"),
        ("violence=nan", "“nan” is no weight"),
        ("violence=inf", "“inf” is no weight"),
        ("violence=1e999", "“1e999” is no weight"),
        ("violence=1_0", "“1_0” is no weight"),
        ("violence=", "“” is no weight"),
        ("violence=0,hazard=0", "the weights sum to 0"),
        ("violence=1,violence=2", "“violence” is weighed twice"),
        ("violence=2,5", "“5” is not a dimension and its weight"),
        ("violence", "write NAME=NUMBER"),
        ("=1", "write NAME=NUMBER"),
        ("violence=1,", "write NAME=NUMBER"),
        ("", "write NAME=NUMBER"),
    ],
)
def test_weights_that_are_none_are_refused_each_with_what_is_wrong(forlik, weights, told):
    answer = forlik(*ASK, "--weights", weights)
    assert (answer.exit, answer.out) == (2, "")
    assert told in answer.err
    assert "--weights" in answer.err


# --- what changed, and what cannot be answered


def test_what_changed_since_a_day_is_told_with_what_it_did(forlik):
    answer = forlik(*ASK, "--since", "2026-11-22", "--json")
    assert answer.exit == 0
    assert {(row["indicator"], row["cause"]) for row in answer.json["rows"]} == {("deaths", "now known")}
    assert {"share_before", "share_alone", "share_after"} <= set(answer.json["rows"][0])
    said = forlik(*ASK, "--since", "2026-11-22").out
    assert "now known" in said
    assert "deaths: Deaths in state-based conflict\n" in said
    assert max(map(len, paragraphs(said)[1])) <= 140
    assert said.rstrip().endswith(MISUSE)


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("--question", "need-top-2"), 2, "did you mean “need-top-20”"),
        (("--question", "risk-top-20", "--draws", 0), 2, "give 100 to 1000000"),
        (("--question", "risk-top-20", "--draws", 99), 2, "a share of so few says nothing"),
        (("--question", "risk-top-20", "--draws", 10**8), 2, "give 1 to 1000000"),
        (("--question", "risk-top-20", "--draws", "many"), 2, "many"),
        (("--question", "risk-top-20", "--seed", -1), 2, "seed"),
        (("--question", "risk-top-20", "--as-of", "2999-01-01"), 2, "future"),
        (("--question", "risk-top-20", "--as-of", "yesterday"), 2, "not a day"),
        (("--question", "risk-top-20", "--as-of", "2020-01-01"), 3, "0 can be ranked"),
        (("--question", "rights-concern"), 3, "`forlik sync pts`, or `forlik import pts FILE`"),
        (("--question", "rights-concern", "--matters"), 3, "`forlik sync pts`, or `forlik import pts FILE`"),
        (("--question", "risk-top-20", "--since", ""), 2, "not a day"),
        (("--question", "risk-top-20", "--explain", ""), 2, "no name"),
        (("--question", "risk-top-20", "--explain", "Atlantis"), 2, "Atlantis"),
        (("--question", "risk-top-20", "--draws", 100, "--explain", "Greenland"), 3, "does not ask about Greenland"),
        (("--question", "risk-top-20", "--since", "2026-11-22", "--own-interest"), 2, "--since tells what changed"),
        (("--question", "risk-top-20", "--as-of", DAY, "--since", "2026-11-28"), 2, "2026-11-28"),
        ((), 2, "--question"),
    ],
)
def test_what_is_asked_wrongly_is_told_with_its_exit_code(forlik, words, code, told):
    answer = forlik("decide", *words)
    assert (answer.exit, told in answer.err) == (code, True), answer.err
    assert not answer.out


def test_of_a_store_that_holds_nothing_of_it_there_is_no_answer(forlik, acd):
    forlik("import", "ucdp_acd", acd((2020, 1, "100", 2)), "--published", "2022-06")
    answer = forlik("decide", "--question", "need-top-20", "--json")
    assert (answer.exit, answer.json["rows"], answer.json["manifest"]) == (3, [], None)
    assert len(answer.json["withheld"]) > 190
    assert "deaths" in answer.json["missing"]
    assert "0 can be ranked" in answer.err
    assert forlik("decide", "--question", "need-top-20").out == ""


def test_what_is_lacking_is_told_line_by_line_with_what_brings_it(forlik):
    answer = forlik("decide", "--question", "neglected-10", "--as-of", DAY, "--json")
    assert (answer.exit, answer.json["rows"], len(answer.json["withheld"])) == (3, [], 3)
    lines = answer.err.splitlines()
    assert lines[0] == f"forlik: neglected-10 cannot be answered as known on {DAY}"
    assert "of 3 places 0 can be ranked, and the question asks for the first 10" in lines[1]
    assert "it asks only about places of which this is known, 3 now" in lines[2]
    assert any(
        "Coverage of the plan: known of 0 of 3 places (stale: the newest figure is of 2020)" in one for one in lines
    )
    brought = [line for line in lines if "`forlik import" in line]
    assert ["fts" in brought[0], "hno" in brought[1], len(brought)] == [True, True, 2]
    assert "sync hno" not in answer.err, "it has no address that Forlik fetches from"


def test_nothing_is_said_to_have_changed_where_a_figure_came_that_was_too_old_to_count(forlik):
    said = forlik("decide", "--question", "neglected-10", "--as-of", DAY, "--since", "2026-11-22")
    assert (said.exit, "Nothing that it weighs changed." in said.out) == (0, True)
    assert said.out.rstrip().endswith(MISUSE)
