"""The verb that answers a question: its shape, its words, its exit codes."""

import json

import pytest

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


def test_words_carry_intervals_gaps_and_what_it_must_not_be_used_for(forlik):
    said = forlik(*ASK).out
    assert all(head in said for head in ("ranks 5–95 %", "observed", "oldest", "missing"))
    assert "Somalia" in said
    assert "withheld:" in said
    assert "not weighed, known of" in said
    assert said.rstrip().endswith(MISUSE)


def test_the_list_says_what_is_old_what_is_missing_by_title_and_what_to_mind(forlik):
    need = ("decide", "--question", "need-top-20", "--as-of", DAY, "--draws", 200, "--seed", 7)
    answer, said = forlik(*need, "--json").json, forlik(*need).out
    titles = {one["indicator"]: one["title"] for one in answer["indicators"]}
    listed = [row for row in answer["rows"] if row["word"] != "not_supported"]
    table = {line.split("  ")[0]: line for line in said.partition("\n\n")[2].partition("\n\n")[0].splitlines()}
    for kind in ("stale", "missing"):
        some = [row for row in listed if row[kind]]
        assert some or kind == "stale"
        assert all(titles[name] in table[row["country"]] for row in some for name in row[kind])
    minded = [(row["country"], remark) for row in listed for remark in row["remarks"]]
    assert {country for country, _ in minded} & {"Israel", "Palestine"}
    assert all(f"  {country}: {remark}\n" in said for country, remark in minded)


def test_own_interest_is_shown_only_when_asked_for_and_moves_nobody(forlik):
    plain, own = (forlik(*ASK, *more, "--json").json for more in ((), ("--own-interest",)))
    assert own["own_interest"]["home"] == "NOR"
    assert own["rows"][0].pop("own_interest")["missing"].keys() == {"asylum_seekers", "refugees"}
    assert own["rows"][0] == plain["rows"][0]
    assert [row["country"] for row in own["rows"]] == [row["country"] for row in plain["rows"]]
    assert "own interest (NOR), apart" in forlik(*ASK, "--own-interest").out


def test_a_place_is_explained_down_to_its_sources(forlik):
    said = forlik(*ASK, "--explain", "Sudan").out
    assert "If only the weights were uncertain" in said
    assert "sha256 " in said
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
    assert "shares of the variance of ranks" in forlik(*MATTERS).out
    assert forlik(*MATTERS, "--own-interest").exit == 2


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--save", "x.csv", "--explain", "Sudan"), "--save writes the answer"),
        (("--save", "x.csv", "--own-interest"), "--save writes the answer"),
        (("--matters", "--draws", 10_000), "--matters takes samples of its own, not --draws"),
        (("--matters", "--since", "2026-11-22"), "--since tells what changed"),
    ],
)
def test_options_that_do_not_go_together_are_refused_and_never_ignored(forlik, tmp_path, monkeypatch, more, told):
    monkeypatch.chdir(tmp_path)
    answer = forlik("decide", "--question", "risk-top-20", "--as-of", DAY, *more)
    assert (answer.exit, told in answer.err) == (2, True), answer.err
    assert not list(tmp_path.glob("x.*"))


def test_a_file_of_it_carries_its_warning(forlik, tmp_path):
    path = tmp_path / "risk.json"
    assert forlik(*ASK, "--save", path).exit == 0
    saved = json.loads(path.read_text(encoding="utf-8"))
    assert MISUSE in saved["footer"]
    assert saved == forlik(*ASK, "--json").json
    assert forlik(*ASK, "--save", tmp_path / "risk.csv").exit == 0
    assert MISUSE in (tmp_path / "risk.csv").read_text(encoding="utf-8")
    assert forlik(*ASK, "--save", tmp_path / "none" / "risk.json").exit != 0


def test_what_changed_since_a_day_is_told_with_what_it_did(forlik):
    answer = forlik(*ASK, "--since", "2026-11-22", "--json")
    assert answer.exit == 0
    assert {(row["indicator"], row["cause"]) for row in answer.json["rows"]} == {("deaths", "now known")}
    assert {"share_before", "share_alone", "share_after"} <= set(answer.json["rows"][0])
    said = forlik(*ASK, "--since", "2026-11-22").out
    assert "now known" in said
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
        (("--question", "rights-concern"), 3, "one of: pts"),
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
