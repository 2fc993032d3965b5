import csv
import io
import re

PATH = "/country/COL/engagements"


def facts(text):
    """What a fact is about → its row of the page, in words."""
    rows = re.findall(r"<tr([^>]*)><th scope=\"row\">(.*?)</th>(.*?)</tr>", text, re.DOTALL)
    return {about: (" ".join(re.sub(r"<[^>]+>", " ", rest).split()), mark.strip(), rest) for mark, about, rest in rows}


def test_every_fact_stands_with_its_sources_and_how_it_is_known(viewer):
    found = facts(viewer.get(PATH).content.decode())
    said, mark, html = found["Status"]
    assert said == (
        "Talks go on 2023-05 read on the page high confidence "
        "Ministry Ñandú 2023-05-02 A page Institute 2022 A list &lt;b&gt;"
    )
    assert mark == ""
    assert 'href="https://ministry.example/talks"' in html
    assert html.count("<a ") == 1, "a source without an address is no link"


def test_what_was_not_verified_is_marked_and_what_has_no_source_says_so(viewer):
    found = facts(viewer.get(PATH).content.decode())
    said, mark, _html = found["Note"]
    assert said == "Remembered so – background knowledge, not verified low confidence –"
    assert mark == 'class="unsure"'


def test_where_terms_allow_a_link_only_there_is_the_link_and_no_words(viewer):
    said, _mark, html = facts(viewer.get(PATH).content.decode())["Together with"]
    assert said.startswith("– – the source&#x27;s terms allow a link only")
    assert 'href="https://archive.example/"' in html


def test_facts_stand_in_the_order_of_the_field_not_of_the_file(viewer):
    assert list(facts(viewer.get(PATH).content.decode())) == ["Status", "Together with", "Note"]


def test_the_country_page_cites_the_verified_fact_and_leads_to_all(viewer):
    text = viewer.get("/country/COL").content.decode()
    row = text.split(f'href="{PATH}#NO-TALKS">Talks in the north</a>')[1].split("</tr>")[0]
    assert 'href="https://ministry.example/talks"' in row
    assert "read on the page, high confidence" in row
    assert "archive.example" not in row


def test_in_norwegian_titles_and_facts_are_norwegian(viewer):
    text = viewer.get(PATH, headers={"accept-language": "nb"}).content.decode()
    assert "Samtaler i nord" in text
    assert facts(text)["Status"][0].startswith("Samtalene går 2023-05 lest på siden")


def test_the_download_has_a_row_for_each_source_of_each_fact(viewer):
    answer = viewer.get(f"{PATH}.csv")
    lines = (line for line in answer.content.decode("utf-8-sig").splitlines() if not line.startswith("#"))
    rows = list(csv.DictReader(io.StringIO("\n".join(lines))))
    assert [(row["field"], row["publisher"], row["url"]) for row in rows] == [
        ("status", "Ministry Ñandú", "https://ministry.example/talks"),
        ("status", "Institute", ""),
        ("partner", "Archive", "https://archive.example/"),
        ("note", "", ""),
    ]
    assert {row["title"] for row in rows} == {"Talks in the north"}


def test_a_place_without_engagements_says_so_and_offers_no_download(viewer):
    text = viewer.get("/country/NOR/engagements").content.decode()
    assert "No public engagement is documented for this place." in text
    assert "engagements.csv" not in text


def test_before_the_lists_were_known_the_page_says_so(viewer):
    answer = viewer.get(PATH, {"as_of": "2024-06-29"})
    assert answer.status_code == 404
    assert "norway_engagements" in answer.content.decode()


def test_a_name_leads_to_the_one_address_and_a_place_that_is_none_is_told(viewer):
    assert viewer.get("/country/colombia/engagements")["Location"] == PATH
    assert viewer.get("/country/Atlantis/engagements").status_code == 404
