def test_a_source_tells_its_terms_editions_and_oddities(viewer):
    text = viewer.get("/source/ucdp_acd").content.decode()
    assert "CC BY 4.0" in text
    assert "<td>10.1</td><td>30 Jun 2024</td>" in text
    assert "Active state-based conflicts" in text
    assert "A conflict can be located in several countries" in text


def test_a_past_day_shows_the_edition_known_then(viewer):
    text = viewer.get("/source/ucdp_acd", {"as_of": "2023-01-01"}).content.decode()
    assert "<td>9.1</td><td>30 Jun 2022</td>" in text
    assert "10.1" not in text


def test_a_source_of_which_nothing_is_held_says_how_to_get_it(viewer):
    text = viewer.get("/source/world_bank").content.decode()
    assert "Nothing of this source was known on this day." in text
    assert "forlik import world_bank FILE" in text
    assert "/source/world_bank.csv" not in text


def test_an_unknown_source_is_not_found(viewer):
    assert viewer.get("/source/nothing").status_code == 404


def test_no_source_is_cited_by_a_blank_form(viewer):
    from forlik.discover import sources

    for name in sources():
        text = viewer.get(f"/source/{name}").content.decode()
        assert "{edition}" not in text, name
        assert "{" not in text.split("Cite as")[1].split("</dd>")[0], name
    cited = viewer.get("/source/ucdp_acd").content.decode().split("Cite as")[1].split("</dd>")[0]
    assert "version 10.1" in cited
