"""Whose figures answer: the starter pack's by choice, what was imported otherwise."""


def test_a_home_without_a_store_answers_from_the_starter(forlik):
    answer = forlik("measure", "active_conflicts", "--country", "World", "--from", 2023, "--to", 2024, "--json")
    assert [row["value"] for row in answer.json["rows"]] == [59, 61]
    assert answer.json["sources"][0]["starter"] is True


def test_a_store_begun_with_an_import_holds_only_that_until_asked(forlik, acd):
    forlik("import", "ucdp_acd", acd((2024, 1, "100", 2)), "--published", "2025-01")
    ask = ("measure", "active_conflicts", "--country", "World", "--from", 2024, "--to", 2024, "--json")
    assert forlik(*ask).json["rows"][0]["value"] == 1
    assert forlik(*ask, "--as-of", "2025-01-01").exit == 3
    forlik("build", "--starter")
    assert forlik(*ask).json["rows"][0]["value"] == 61, "the pack's edition was known later than the imported one"
    assert forlik(*ask, "--as-of", "2025-02-01").json["rows"][0]["value"] == 1


def test_the_watch_ranks_where_deaths_have_risen(forlik):
    answer = forlik("watch", "--json", "--top", 5)
    assert answer.exit == 0
    changes = [row["change"] for row in answer.json["rows"]]
    assert changes == sorted(changes, reverse=True)
    assert all(row["now"] - row["before"] == row["change"] > 0 for row in answer.json["rows"])
    assert answer.json["last_month"] >= "2023-12"
