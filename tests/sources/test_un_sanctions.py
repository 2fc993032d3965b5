"""The UN Security Council's list, read from a made-up file with the elements that open programs read from it."""

from pathlib import Path

import pytest

from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.sources import opensanctions, un_sanctions
from forlik.store import shelf

FIXTURE = Path(__file__).parent / "fixtures" / "un_sanctions.xml"
SOURCE = un_sanctions.SOURCE
TEXT = FIXTURE.read_text(encoding="utf-8")


def read(path):
    reading = SOURCE.read([RawFile(path.name, path)])
    shelf.check(SOURCE, reading, path.name)
    return reading


@pytest.fixture
def altered(tmp_path):
    """A file in which one thing stands otherwise."""

    def write(old, new, count=1):
        assert old in TEXT
        path = tmp_path / "consolidated.xml"
        path.write_text(TEXT.replace(old, new, count), encoding="utf-8")
        return path

    return write


def test_a_target_keeps_what_tells_it_from_others_and_no_private_detail():
    tables = read(FIXTURE).tables
    rows = {one["target_id"]: one for one in tables["un_sanctions__targets"].to_pylist()}
    assert rows["NOi.001"] == {
        "target_id": "NOi.001", "kind": "Person", "name": "ARON MADE-UP", "born": "1970-02-03;1971;1972–1974",
        "countries": "Nowhere;Elsewhere", "measures": None, "programmes": None, "lists": "Nowhere",
        "changed_on": "2024-07-08",
    }  # fmt: skip
    assert (rows["ELe.001"]["kind"], rows["ELe.001"]["countries"]) == ("Organization", "Elsewhere")
    assert rows["ELe.001"]["changed_on"] == "2021-03-04"
    assert rows["2"]["born"] is None, "without a reference number the data id is the id"
    whole = str({name: table.to_pylist() for name, table in tables.items()})
    for private in ("secret", "street", "town", "X-000", "General", "so called"):
        assert private not in whole


def test_every_name_in_any_script_is_kept_as_written_and_by_its_words():
    rows = read(FIXTURE).tables["un_sanctions__names"].to_pylist()
    names = {(one["target_id"], one["name"]): one["words"] for one in rows}
    assert names["ELe.001", "Front of the North"] == "front north"
    assert ("NOi.001", "Арон Выдуманный") in names
    assert ("NOi.001", "Aron the Invented") in names
    assert ("NOi.001", "الجنرال آرون") in names, "an alias of low quality is a name too"
    assert [name for id_, name in names if id_ == "2"] == ["BERA"], "an empty alias is none"


def test_the_tables_are_those_of_the_other_list():
    ours, theirs = (list(one.schemas.values()) for one in (SOURCE, opensanctions.SOURCE))
    assert [tuple(one.columns) for one in ours] == [tuple(one.columns) for one in theirs]


def test_the_edition_is_the_day_on_which_the_list_was_generated(altered):
    assert read(FIXTURE).edition == "2026-11-20"
    assert read(altered('dateGenerated="2026-11-20T00:00:01.123Z"', 'dateGenerated="soon"')).edition == ""


def test_it_is_known_by_its_content(tmp_path):
    assert SOURCE.part_of(RawFile(FIXTURE.name, FIXTURE)) == "all"
    other = tmp_path / "consolidated.xml"
    other.write_text("<CONSOLIDATED_LISTS/>", encoding="utf-8")
    assert SOURCE.part_of(RawFile(other.name, other)) is None


@pytest.mark.parametrize(
    ("old", "new", "match"),
    [
        ("<REFERENCE_NUMBER>ELe.001", "<REFERENCE_NUMBER>NOi.001", "stands twice"),
        ("<FIRST_NAME>BERA</FIRST_NAME>", "<FIRST_NAME/>", "nothing stands here"),
        ("<DATAID>2</DATAID>", "", "nothing stands here"),
        ("<UN_LIST_TYPE>Elsewhere</UN_LIST_TYPE>", "", "nothing stands here"),
        ("<FIRST_NAME>BERA</FIRST_NAME>", "<FIRST_NAME>BERA</FIRST_NAME><FIFTH_NAME>X</FIFTH_NAME>", "may hold a name"),
        ("<INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>", "<INDIVIDUAL_ALIASES/>", "may hold a name"),
        ("CONSOLIDATED_LIST", "SOME_LIST", "not a <CONSOLIDATED_LIST>"),
    ],
)
def test_another_layout_is_refused_by_name(altered, old, new, match):
    count = -1 if old == "CONSOLIDATED_LIST" else 1
    with pytest.raises(BadInput, match=match):
        read(altered(old, new, count))


def test_a_group_that_is_missing_clears_nobody(tmp_path):
    path = tmp_path / "consolidated.xml"
    path.write_text(TEXT.partition("  <ENTITIES>")[0] + "</CONSOLIDATED_LIST>", encoding="utf-8")
    with pytest.raises(BadInput, match="group is missing"):
        read(path)
    path.write_text(TEXT[: len(TEXT) // 2], encoding="utf-8")
    with pytest.raises(BadInput, match="is not XML"):
        read(path)


PERSON = "<INDIVIDUAL><DATAID>9</DATAID><FIRST_NAME>CALI</FIRST_NAME><UN_LIST_TYPE>X</UN_LIST_TYPE></INDIVIDUAL>"
END = "</INDIVIDUALS>"
ALIAS_OF_ARON = "<ALIAS_NAME>Aron the Invented</ALIAS_NAME>"


@pytest.mark.parametrize(
    ("old", "new", "match"),
    [
        (END, f"{END}<INDIVIDUALS>{PERSON}{END}", "the group stands twice"),
        (END, f"{END}<INDIVIDUALS_2>{PERSON}</INDIVIDUALS_2>", "may hold somebody"),
        (END, f"<PERSON><FIRST_NAME>CALI</FIRST_NAME></PERSON>{END}", "may hold somebody"),
        (END, f"<LIST>{PERSON}</LIST>{END}", "may hold somebody"),
        (END, f"<ENTITY><DATAID>9</DATAID></ENTITY>{END}", "may hold somebody"),
        (END, f"CALI{END}", "text stands"),
        (END, f"{END}CALI", "text stands"),
        ("<DATAID>2</DATAID>", "CALI<DATAID>2</DATAID>", "text stands"),
        ("<THIRD_NAME/>", "<THIRD_NAME><VALUE>CALI</VALUE></THIRD_NAME>", "elements stand where only a name"),
        ("<THIRD_NAME/>", "<THIRD_NAME>CALI</THIRD_NAME><THIRD_NAME>DARI</THIRD_NAME>", "stands twice"),
        (ALIAS_OF_ARON, f"{ALIAS_OF_ARON}<ALIAS_NAME_ORIGINAL_SCRIPT>Кали</ALIAS_NAME_ORIGINAL_SCRIPT>", "hold a name"),
        (ALIAS_OF_ARON, f"{ALIAS_OF_ARON}<SECOND_NAME>Cali</SECOND_NAME>", "may hold a name"),
        (ALIAS_OF_ARON, "<ALIAS_NAME><VALUE>Cali</VALUE></ALIAS_NAME>", "elements stand where only a name"),
        ("<QUALITY>Good</QUALITY>", "Cali<QUALITY>Good</QUALITY>", "text stands"),
    ],
)
def test_where_somebody_may_stand_who_is_not_read_the_list_is_refused(altered, old, new, match):
    with pytest.raises(BadInput, match=match):
        read(altered(old, new))


@pytest.mark.parametrize("inside", ["CALI", "<PERSON/>", f"<LIST>{PERSON}</LIST>"])
def test_a_group_of_anything_but_entries_clears_nobody(altered, inside):
    whole, _, rest = TEXT.partition("<INDIVIDUALS>")
    path = altered("<INDIVIDUALS>", "<INDIVIDUALS>")
    path.write_text(f"{whole}<INDIVIDUALS>{inside}{END}" + rest.partition(END)[2], encoding="utf-8")
    with pytest.raises(BadInput, match=r"text stands|may hold somebody"):
        read(path)


def names_of_aron(path):
    rows = read(path).tables["un_sanctions__names"].to_pylist()
    return {one["name"] for one in rows if one["target_id"] == "NOi.001"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Арон Выдуманный", "Бера Один</NAME_ORIGINAL_SCRIPT><NAME_ORIGINAL_SCRIPT>Кали Два"),
        ("Арон Выдуманный", "Бера Один; Кали Два"),
        ("Aron the Invented", "Бера Один</ALIAS_NAME><ALIAS_NAME>Кали Два"),
        ("Aron the Invented", "Бера Один; Кали Два"),
        ("Aron the Invented", "Бера Один\u061b Кали Два"),
        ("Aron the Invented", "Бера Один\uff1b Кали Два"),
    ],
)
def test_several_names_in_one_place_are_as_many_names(altered, old, new):
    assert {"Бера Один", "Кали Два"} <= names_of_aron(altered(old, new))


def test_what_an_alias_says_that_is_no_name_is_left_out_and_told(altered):
    reading = read(altered(ALIAS_OF_ARON, f"{ALIAS_OF_ARON}<SHOE_SIZE>44</SHOE_SIZE>"))
    assert "SHOE_SIZE" in " ".join(reading.remarks)
    known = f"{ALIAS_OF_ARON}<DATE_OF_BIRTH/><CITY_OF_BIRTH>secret</CITY_OF_BIRTH><COUNTRY_OF_BIRTH/>"
    assert read(altered(ALIAS_OF_ARON, known)).remarks == ()


def test_an_empty_group_is_one(altered):
    whole, _, rest = TEXT.partition("<ENTITIES>")
    path = altered("<ENTITIES>", "<ENTITIES>")
    path.write_text(whole + "<ENTITIES/>" + rest.partition("</ENTITIES>")[2], encoding="utf-8")
    assert read(path).rows == 2


def test_an_element_that_holds_no_name_is_left_out_and_told(altered):
    reading = read(altered("<SORT_KEY/>", "<SHOE_SIZE>44</SHOE_SIZE>"))
    assert reading.rows == 3
    assert "SHOE_SIZE" in " ".join(reading.remarks)


BOMB = """<!DOCTYPE CONSOLIDATED_LIST [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>"""
OUTSIDE = """<!DOCTYPE CONSOLIDATED_LIST [<!ENTITY a SYSTEM "file:///etc/hostname">]>"""


@pytest.mark.parametrize("head", [BOMB, OUTSIDE, "<!-- x --><!DOCTYPE CONSOLIDATED_LIST>", f"\n <?x y?>{OUTSIDE}"])
def test_a_document_type_is_refused_before_anything_is_read(altered, head):
    path = altered("<CONSOLIDATED_LIST ", f"{head}<CONSOLIDATED_LIST ")
    path.write_text(path.read_text(encoding="utf-8").replace("BERA", "&a;"), encoding="utf-8")
    with pytest.raises(BadInput, match="DOCTYPE"):
        read(path)


@pytest.mark.parametrize(
    "content",
    [
        TEXT.replace("BERA", "&undeclared;").encode(),
        TEXT.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16"),
        TEXT.replace("BERA", "<a>" * 5000 + "</a>" * 5000).encode(),
        b"<CONSOLIDATED_LIST>",
        b"",
    ],
)
def test_hostile_and_broken_files_get_a_plain_error(tmp_path, content):
    path = tmp_path / "consolidated.xml"
    path.write_bytes(content)
    with pytest.raises(BadInput):
        read(path)


def test_texts_that_look_like_code_stay_texts(altered):
    path = altered("BERA", "&lt;script&gt; ' OR 1=1 --")
    rows = {one["target_id"]: one["name"] for one in read(path).tables["un_sanctions__targets"].to_pylist()}
    assert rows["2"] == "<script> ' OR 1=1 --"
