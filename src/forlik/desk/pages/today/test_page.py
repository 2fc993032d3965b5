import re


def test_the_biggest_rises_stand_first(viewer):
    text = viewer.get("/").content.decode()
    changes = text.split('<ol class="changes">')[1].split("</ol>")[0]
    assert re.findall(r'href="/country/(\w{3})"', changes) == ["SDN", "COL"], "Ukraine has fallen"
    # Sudan: twelve months of 105 against twelve of 5.
    assert '<data class="value" value="1200">1\u202f200</data>' in changes
    assert "2023-12" in text


def test_the_newest_knowledge_and_what_is_out_of_date_are_told(viewer):
    text = viewer.get("/").content.decode()
    newest = text.split('id="newest"')[1].split("</section>")[0]
    assert "30 Jun 2024" in newest
    assert newest.count("UCDP/PRIO Armed Conflict Dataset") == 1, "a source stands once, with its newest edition"
    assert "10.1" in newest
    fresh = text.split('id="fresh"')[1].split("</section>")[0]
    assert "UCDP/PRIO Armed Conflict Dataset" in fresh
    assert "stale" in fresh


def test_coverage_counts_places_with_a_figure(viewer):
    text = viewer.get("/").content.decode()
    row = text.split('id="coverage"')[1].split(">Population</a>")[1].split("</tr>")[0]
    assert "not known on this day" in row
    row = text.split('id="coverage"')[1].split("Active state-based conflicts</a>")[1].split("</tr>")[0]
    assert "2023" in row


def test_a_day_before_all_knowledge_shows_nothing_and_says_why(viewer):
    text = viewer.get("/", {"as_of": "2001-01-01"}).content.decode()
    assert "Nothing was known on this day." in text
    assert "no monthly deaths were known on 1 Jan 2001" in text
    assert "value=" not in text.split('id="changes"')[1].split("</section>")[0]


def test_its_files_begin_with_its_name(viewer):
    assert b"ucdp_acd" in viewer.get("/today.csv").content
    assert b"@misc" in viewer.get("/today/cite.bib").content


def test_results_coverage_stands_here_or_why_it_does_not(viewer):
    text = viewer.get("/", {"as_of": "2001-01-01"}).content.decode()
    results = text.split('id="results"')[1].split("</section>")[0]
    assert "no rows of aid data (IATI) were held" in results
    assert '<span class="value unknown">–</span>' in results
    assert 'href="/results?as_of=2001-01-01"' in results
