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


def test_a_source_of_many_publishers_files_is_cited_as_a_whole(viewer, tmp_path, monkeypatch):
    from datetime import UTC, datetime

    from forlik.build import build
    from forlik.discover import source
    from forlik.store.intake import take_in

    def cited():
        text = viewer.get("/source/iati").content.decode()
        return text.split("Cite as")[1].split('dir="ltr">')[1].split("</dd>")[0]

    assert cited().startswith("Ministry Ñandú, aid, generated 2024-06-30"), "one file is cited as itself"
    home = tmp_path / "home"
    for number, (who, day) in enumerate((("XM-1", 1), ("XM-1", 1), ("XM-2", 3)), 1):
        path = tmp_path / f"file{number}.xml"
        path.write_text(
            '<iati-activities version="2.03" generated-datetime="2024-04-01"><iati-activity default-currency="USD">'
            f'<iati-identifier>A-{number}</iati-identifier><reporting-org ref="{who}" type="10">'
            f"<narrative>Giver {who}</narrative></reporting-org></iati-activity></iati-activities>"
        )
        assert take_in(home, source("iati"), [path], at=datetime(2024, 5, day, tzinfo=UTC))[1] == []
    build(home, starter=False)
    monkeypatch.setenv("FORLIK_HOME", str(home))
    assert cited() == (
        "Aid activities, as published (IATI): 3 files of 2 publishers, retrieved 2024-05-01 to 2024-05-03. "
        "Published under the IATI standard."
    )
