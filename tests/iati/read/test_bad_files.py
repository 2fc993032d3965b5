"""Files that are none, or not whole: good activities are kept, and what is refused is told and placed."""

import gzip
import io
import json
import time
import zipfile

import pytest

from forlik.iati.read import document, read, read_to, reference

GOOD = "<iati-activity><iati-identifier>good</iati-identifier><sector code='1'/></iati-activity>"


def around(*bad: str) -> str:
    """A file in which good activities stand before, between and after bad ones."""
    return (
        f"<iati-activities version='2.03'>\n{GOOD}\n"
        + "".join(f"{one}\n{GOOD}\n" for one in bad)
        + "</iati-activities>"
    )


def refused(reading) -> list[tuple]:
    [file] = reading.report["files"]
    return [(one["activity_id"], one["line"], one["reason"]) for one in file["refused"]]


def why(reading) -> str:
    [file] = reading.report["files"]
    assert file["read"] is False
    assert reading.report["activities"] == 0
    assert reading.report["files_refused"] == 1
    assert reading.tables["activity"].num_rows == 0
    assert reading.tables["file"].column("reason").to_pylist() == [file["reason"]]
    assert "\n" not in file["reason"]
    return file["reason"]


BAD = "<iati-activity><iati-identifier>bad</iati-identifier>{}</iati-activity>"
DEEP = "<a>" * 300 + "</a>" * 300
FAULTS = {
    "an element that is not closed": BAD.format("<title>"),
    "end tags in the wrong order": BAD.format("<title><narrative></title></narrative>"),
    "another name in the end tag": BAD.format("<title>x</titel>"),
    "an end tag too many": BAD.format("</title>"),
    "the end tag of the root, too early": BAD.format("<title></iati-activities>"),
    "an entity that nobody declared": BAD.format("<title>a&nbsp;b</title>"),
    "an entity in an attribute": BAD.format("<tag code='&aring;'/>"),
    "a bare ampersand": BAD.format("<title>a & b</title>"),
    "a bare less-than": BAD.format("<title>a < b</title>"),
    "the end of a CDATA section, alone": BAD.format("<title>a ]]> b</title>"),
    "a control character": BAD.format("<title>a\x0bb</title>"),
    "a NUL": BAD.format("<title>a\0b</title>"),
    "a NUL in an attribute": BAD.format("<tag code='\0'/>"),
    "a control character, referred to": BAD.format("<title>a&#11;b</title>"),
    "half a surrogate, referred to": BAD.format("<title>a&#xD800;b</title>"),
    "a sign beyond Unicode, referred to": BAD.format("<title>a&#x110000;b</title>"),
    "a sign that is none": BAD.format("<title>\uffff</title>"),
    "an attribute twice": BAD.format("<tag code='1' code='2'/>"),
    "an attribute without quotes": BAD.format("<tag code=1/>"),
    "an attribute without a value": BAD.format("<tag code/>"),
    "no room between attributes": BAD.format("<tag code='1'vocabulary='2'/>"),
    "a quote too many in an element": BAD.format("<tag code='1''/>"),
    "a less-than in an attribute": BAD.format("<tag code='a<b'/>"),
    "a name that is none": BAD.format("<1/>"),
    "two colons in a name": BAD.format("<a:b:c/>"),
    "nothing before the colon": BAD.format("<:a/>"),
    "a prefix that is declared as nothing": BAD.format("<x:a xmlns:x=''/>"),
    "the prefix of prefixes": BAD.format("<xmlns:a/>"),
    "a DOCTYPE inside": BAD.format("<!DOCTYPE a [<!ENTITY b 'c'>]>"),
    "an XML declaration inside": BAD.format("<?xml version='1.0'?>"),
    "two hyphens in a comment": BAD.format("<!-- a -- b -->"),
    "elements 300 deep": BAD.format(DEEP),
    "more prefixes than anyone declares": BAD.format("".join(f"<p{number}:a/>" for number in range(150)))[:-1] + "<",
    "a quote too many in its start tag": BAD.format("").replace("<iati-activity>", "<iati-activity hierarchy='1>"),
    "a quote too few in its start tag": BAD.format("").replace("<iati-activity>", "<iati-activity hierarchy=1'>"),
    "a less-than in its start tag": BAD.format("").replace("<iati-activity>", "<iati-activity a='<'>"),
    "a start tag that does not end": BAD.format("").replace("<iati-activity>", "<iati-activity "),
    "an end tag that does not end": BAD.format("").replace("</iati-activity>", "</iati-activity "),
    "no end tag": BAD.format("").removesuffix("</iati-activity>"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("large", [False, True])
def test_an_activity_with_a_fault_is_listed_and_those_around_it_are_kept(given, of, fault, large, monkeypatch):
    if large:
        monkeypatch.setattr(reference, "LARGE", 0)
    text = around(FAULTS[fault], FAULTS[fault])
    reading = given(text)
    [file] = reading.report["files"]
    assert of(reading, "activity", "activity_id") == ["good"] * 3
    assert of(reading, "sector", "activity_no") == [0, 1, 2]
    assert (file["found"], file["activities"], len(file["refused"])) == (5, 3, 2), file["refused"]
    data = text.encode()
    for one in file["refused"]:
        assert one["reason"]
        assert one["activity_id"] == "bad"
        stretch = data[one["byte_start"] : one["byte_end"]]
        assert stretch.startswith(b"<iati-activity")
        assert b"bad" in stretch
        assert b"good" not in stretch
        assert one["line"] >= data.count(b"\n", 0, one["byte_start"]) + 1
    assert reading.tables["refused"].num_rows == 2


def test_the_line_of_a_fault_is_the_line_of_the_file(given):
    bad = "<iati-activity>\n<iati-identifier>bad</iati-identifier>\n\n<title>a & b</title>\n</iati-activity>"
    reading = given("<?xml version='1.0'?>\n<!-- -->\n" + around(bad))
    [(name, line, reason)] = refused(reading)
    assert (name, line) == ("bad", 8)
    assert "line" not in reason


def test_an_activity_without_its_end_tag_ends_where_the_next_begins(given):
    bad = "<iati-activity><iati-identifier>bad</iati-identifier>\n"
    reading = given(around(bad))
    assert refused(reading) == [("bad", 3, "it is not closed before the next iati-activity begins")]
    last = given(around()[: -len("</iati-activities>")] + bad + "</iati-activities>")
    assert refused(last) == [("bad", 3, "the file ends inside it")]


@pytest.mark.parametrize("opener", ["<!--", "<![CDATA[", "<?"])
def test_what_does_not_end_spoils_its_own_activity_only(given, of, opener):
    bad = f"<iati-activity><iati-identifier>bad</iati-identifier>{opener} </iati-activity>"
    reading = given(around(bad))
    assert of(reading, "activity", "activity_id") == ["good", "good"]
    [(name, line, _)] = refused(reading)
    assert (name, line) == ("bad", 3)


def test_activities_in_comments_between_activities_are_none(given, of):
    reading = given(around(f"<!-- {GOOD} -->", "<?php <iati-activity> ?>"))
    assert of(reading, "activity", "activity_id") == ["good"] * 3
    assert refused(reading) == []
    assert reading.report["files"][0]["outside"] == []


@pytest.mark.parametrize(
    "stray", ["words", "<other/>", "<![CDATA[words]]>", "</iati-activity>", "<!DOCTYPE a>", "\0", "&amp;", "<", "<x:y>"]
)
def test_what_stands_between_activities_is_told_with_its_place(given, of, stray):
    text = around(f"\n  {stray}\n <!-- c -->")
    reading = given(text)
    [file] = reading.report["files"]
    assert of(reading, "activity", "activity_id") == ["good"] * 2
    assert (file["found"], file["refused"]) == (2, [])
    [outside] = file["outside"]
    assert text.encode()[outside["byte_start"] : outside["byte_end"]].decode() == stray
    assert outside["line"] == 4
    assert outside["reason"] == "it stands outside every activity"


def test_activities_after_the_end_of_the_root_are_read(given, of):
    reading = given(around() + "\n" + GOOD)
    assert of(reading, "activity", "activity_id") == ["good"] * 2


BOMB = """<?xml version="1.0"?>
<!DOCTYPE bomb [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]>
<iati-activities><iati-activity><iati-identifier>&c;</iati-identifier></iati-activity></iati-activities>"""
FILE = '<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]><iati-activities><iati-activity>&f;</iati-activity></iati-activities>'
DOCTYPE = "has a DOCTYPE, which IATI does not use and which can hide entities"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b" ", "is not XML: no element begins it"),
        (b"\0", "is not XML: no element begins it"),
        (b"\xef\xbb\xbf", "is not XML: no element begins it"),
        (b"\xff\xfe", "is not XML: no element begins it"),
        (b"\0" * 5000, "is not XML: no element begins it"),
        (b"{}", "is not XML: no element begins it"),
        (json.dumps({"iati-activities": [1]}).encode(), "is not XML: no element begins it"),
        (b"a,b\n1,2\n", "is not XML: no element begins it"),
        (b"<?xml version='1.0'?>\n<!-- nothing -->\n<!-- at all -->\n", "is not XML: no element begins it"),
        (b"<!-- <iati-activities>", "is not XML: no element begins it"),
        (b"<?xml version='1.0'", "is not XML: no element begins it"),
        (b"<!DOCTYPE html><html></html>", "is a web page, not an IATI file"),
        (b"\n<!doctype HTML PUBLIC 'x'><HTML>", "is a web page, not an IATI file"),
        (b"<html><body>404</body></html>", "is a web page, not an IATI file"),
        (b"\xef\xbb\xbf<HTML>", "is a web page, not an IATI file"),
        (BOMB.encode(), DOCTYPE),
        (FILE.encode(), DOCTYPE),
        (BOMB.encode("utf-16"), DOCTYPE),
        (b"<Error>denied</Error>", "its root element is “Error”, not iati-activities or iati-organisations"),
        (b"<feed xmlns='x'/>", "its root element is “feed”, not iati-activities or iati-organisations"),
        (b"<iati-activities-x/>", "its root element is “iati-activities-x”, not iati-activities or iati-organisations"),
        (b"<IATI-ACTIVITIES/>", "its root element is “IATI-ACTIVITIES”, not iati-activities or iati-organisations"),
        (b"<i:iati-activities/>", "its root element is “i:iati-activities”, not iati-activities or iati-organisations"),
        (b"<\xff\xfe/>", "its root element is “��”, not iati-activities or iati-organisations"),
        (b"<iati-activities", "the start tag of its root does not end"),
        (b"<iati-activities version='2.03' ", "the start tag of its root does not end"),
        (b"<iati-activities version='2.03", "the start tag of its root does not end"),
    ],
)
def test_a_file_that_is_none_is_refused_with_its_reason(given, content, reason):
    assert why(given(content)) == reason


def test_a_refused_file_stops_no_other(given, file_of, of):
    reading = given("<html>", file_of(""), b"", file_of("", ""))
    assert of(reading, "activity", "activity_no", "activity_id") == [(0, "1"), (1, "1"), (2, "2")]
    assert [file["read"] for file in reading.report["files"]] == [False, True, False, True]
    assert (reading.report["files_refused"], reading.report["activities"]) == (2, 3)


def test_a_doctype_is_told_with_its_line(given):
    [file] = given(BOMB).report["files"]
    assert file["line"] == 2
    assert file["remedy"]


def test_a_directory_and_a_missing_file_are_told(tmp_path):
    report = read(tmp_path, tmp_path / "gone.xml", reader="reference").report
    assert [file["reason"] for file in report["files"]] == [
        "cannot be opened: Is a directory",
        "cannot be opened: No such file or directory",
    ]


def test_an_empty_root_is_a_file_without_activities(given):
    for text in ("<iati-activities/>", "<iati-activities></iati-activities>", "<iati-organisations version='2.03'/>"):
        reading = given(text)
        [file] = reading.report["files"]
        assert (file["read"], file["found"], file["refused"], file["notes"]) == (True, 0, [], [])


def test_a_single_activity_is_a_file(given, of):
    reading = given(f"<?xml version='1.0'?>\n<!-- c -->{GOOD}\n")
    assert of(reading, "activity", "activity_id", "line") == [("good", 2)]
    assert reading.report["files"][0]["outside"] == []
    organisation = "<iati-organisation><organisation-identifier>o</organisation-identifier></iati-organisation>"
    assert of(given(organisation), "organisation", "organisation_id") == ["o"]


def test_a_namespace_on_the_root_is_read_as_if_it_were_none(given, of):
    reading = given(around().replace("<iati-activities", "<iati-activities xmlns='http://example.org/x'"))
    assert of(reading, "activity", "activity_id") == ["good"]
    assert reading.report["files"][0]["notes"] == [
        "its elements stand in the namespace http://example.org/x; read as if in none"
    ]


def test_a_namespace_on_a_single_activity_hides_its_elements_and_is_told(given, of):
    reading = given(GOOD.replace("<iati-activity", "<iati-activity xmlns='http://example.org/x'"))
    assert of(reading, "extension", "namespace", "name", "text")[0] == (
        "http://example.org/x",
        "iati-identifier",
        "good",
    )
    assert reading.report["files"][0]["notes"] == [
        "its elements stand in the namespace http://example.org/x; kept as extensions"
    ]


ROOTS = {
    "an attribute twice": "a='1' a='2'",
    "an attribute without quotes": "a=1",
    "an entity that nobody declared": "a='&nbsp;'",
    "a prefix that nobody declared": "x:a='1'",
    "a prefix that is declared as nothing": "xmlns:x=''",
    "an address that is none": "xmlns:x='http://example.org/a b'",
    "an address with a brace": "xmlns:x='a}b'",
    "an address in letters of its own": "xmlns:x='http://example.org/å'",
    "the prefix of XML": "xmlns:xml='x'",
    "the address of XML": "xmlns:x='http://www.w3.org/XML/1998/namespace'",
    "the address of prefixes": "xmlns:x='http://www.w3.org/2000/xmlns/'",
    "a NUL": "a='\0'",
    "a less-than": "a='<'",
    "a quote that is not closed": "a='1",
}


@pytest.mark.parametrize("fault", ROOTS)
@pytest.mark.parametrize("large", [False, True])
def test_a_fault_in_the_roots_start_tag_is_told_and_the_activities_are_read(given, of, fault, large, monkeypatch):
    if large:
        monkeypatch.setattr(reference, "LARGE", 0)
    mine = GOOD.replace("<sector", "<x:own>1</x:own><sector")
    text = around(mine).replace("<iati-activities", f"<iati-activities {ROOTS[fault]}")
    reading = given(text)
    [file] = reading.report["files"]
    assert of(reading, "activity", "activity_id") == ["good"] * 3
    assert of(reading, "extension", "name", "text") == [("own", "1")]
    assert file["notes"][0].startswith("its root's start tag is not well formed: ")
    assert "line 1" not in file["notes"][0]


def test_a_quote_too_many_takes_no_other_activity_with_it(given, of):
    bad = BAD.format("").replace("<iati-activity>", '<iati-activity hierarchy="1>')
    quoted = '<iati-activity><iati-identifier>good</iati-identifier><!-- " > \' > " > --></iati-activity>'
    reading = given(around(bad, quoted, quoted))
    assert of(reading, "activity", "activity_id") == ["good"] * 6
    assert [name for name, _, _ in refused(reading)] == ["bad"]


def test_a_text_of_more_than_ten_megabytes_is_refused_or_read_but_never_lost(given, of):
    reading = given(around(BAD.format(f"<title><narrative>{'a' * 11_000_000}</narrative></title>")))
    assert of(reading, "activity", "activity_id") == ["good"] * 2
    [(name, _, reason)] = refused(reading)
    assert name == "bad"
    assert "too long" in reason or "huge" in reason


def test_a_hundred_thousand_attributes_are_kept(given, of):
    many = " ".join(f"a{number}='{number} &amp;'" for number in range(100_000))
    more = f"<tag {many} x:a='in x' code='1' xml:lang='nb'><narrative>n</narrative></tag>"
    bad = f"<iati-activity xmlns:x='http://example.org/x'><iati-identifier>many</iati-identifier>{more}</iati-activity>"
    before = time.process_time()
    reading = given(around(bad))
    assert time.process_time() - before < 8, "the time of many attributes grows with their square"
    assert of(reading, "activity", "activity_id") == ["good", "many", "good"]
    kept = of(reading, "extension", "namespace", "name", "text")
    assert kept[:-1] == [(None, f"@a{number}", f"{number} &") for number in range(100_000)]
    assert kept[-1] == ("http://example.org/x", "@a", "in x")
    assert of(reading, "tag", "code", "name") == [("1", "n")]
    assert of(reading, "narrative", "language") == ["nb"]


def test_a_root_with_a_hundred_thousand_attributes_is_told(given):
    many = " ".join(f"a{number}='{number}'" for number in range(100_000))
    reading = given(around().replace("<iati-activities", f"<iati-activities {many}"))
    [file] = reading.report["files"]
    assert file["read"] is False or len(file["root_attributes"]) == 100_001


def test_activities_of_twenty_megabytes_are_read_as_small_ones_are(given, monkeypatch):
    one = (
        "<transaction ref='{0}'><value>{0}.5</value><u:usd>{0}</u:usd><description><narrative>text {0} &amp; {1}"
        "</narrative></description><!-- c --> tail {0}</transaction>\n"
    )
    body = "".join(one.format(number, "åß€" * 1000) for number in range(3_000))
    text = around(f"<iati-activity>{body}<iati-identifier>large</iati-identifier></iati-activity>")
    assert len(text.encode()) > 20_000_000 > reference.LARGE
    large = given(text)
    assert large.report["refused"] == 0
    monkeypatch.setattr(reference, "LARGE", 1 << 40)
    small = given(text)
    assert large.tables["transaction"].num_rows == 3_000
    for name in small.tables:
        assert large.tables[name] == small.tables[name], name


def packed(*members: tuple[str, bytes]) -> bytes:
    room = io.BytesIO()
    with zipfile.ZipFile(room, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return room.getvalue()


def test_a_gzip_file_is_read_and_its_places_are_those_of_the_file_inside(given, of):
    plain, whole = given(around()), given(gzip.compress(around().encode()))
    columns = ("file", "file_sha256", "byte_start", "byte_end", "line", "content_sha256")
    assert of(plain, "activity", *columns) == of(whole, "activity", *columns)
    assert whole.report["files"][0]["notes"] == []


def test_a_gzip_file_that_is_cut_off_gives_its_whole_activities_and_says_so(given, of):
    good = "".join(GOOD.replace("good", f"good {number}") for number in range(20_000))
    data = gzip.compress(f"<iati-activities>{good}</iati-activities>".encode())
    for cut in (len(data) - 4, len(data) // 2):
        reading = given(data[:cut])
        [file] = reading.report["files"]
        assert file["notes"][0].startswith("is not a whole gzip file")
        assert of(reading, "activity", "activity_id") == [f"good {number}" for number in range(file["activities"])]
        assert file["activities"] > 1000
        assert file["found"] - file["activities"] in {0, 1}


@pytest.mark.parametrize("cut", [2, 5, 10, 12])
def test_a_gzip_file_of_which_nothing_can_be_unpacked_is_refused(given, cut):
    assert why(given(gzip.compress(around().encode())[:cut])).startswith("is not ")


def test_damaged_gzip_files_never_raise(given):
    data = bytearray(gzip.compress(around().encode()))
    for at in range(len(data)):
        damaged = data.copy()
        damaged[at] ^= 0x55
        [file] = given(bytes(damaged)).report["files"]
        assert file["read"] is False or file["found"] == file["activities"] + len(file["refused"])


def test_a_gzip_bomb_is_refused_before_it_fills_the_disk(given, monkeypatch):
    monkeypatch.setattr(document, "SMALL", 1 << 20)
    bomb = b"<iati-activities>" + b" " * (8 << 20)
    assert why(given(gzip.compress(bomb))).endswith("times its size: a gzip bomb")


def test_every_xml_file_of_a_zip_is_read_under_its_own_name(given, of):
    reading = given(
        packed(
            ("a.xml", around().encode()),
            ("deep/B.XML", around().encode("utf-16")),
            ("readme.txt", b"x"),
            ("c.xml", b"<html>"),
        )
    )
    assert of(reading, "activity", "file", "activity_id") == [("0.xml!a.xml", "good"), ("0.xml!B.XML", "good")]
    assert [(file["file"], file["read"]) for file in reading.report["files"]] == [
        ("0.xml!a.xml", True),
        ("0.xml!B.XML", True),
        ("0.xml!c.xml", False),
    ]


def test_a_zip_without_any_xml_file_is_told(given):
    assert why(given(packed(("readme.txt", b"x")))) == "the archive holds no XML file"


def test_a_zip_bomb_is_refused(given):
    assert "zip bomb" in why(given(packed(("a.xml", b"<iati-activities>" + b" " * (8 << 20)))))


@pytest.mark.parametrize(
    "junk", [b"PK\x03\x04", b"PK\x03\x04" + b"junk" * 100, packed(("a.xml", around().encode()))[:-30]]
)
def test_a_zip_that_is_none_is_refused(given, junk):
    assert why(given(junk))


def test_damaged_zip_files_never_raise(given):
    data = packed(("a.xml", around().encode()))
    for at in range(4, len(data)):
        damaged = bytearray(data)
        damaged[at] ^= 0x55
        assert given(bytes(damaged)).report["files"], "whatever is wrong, the file is told of"


@pytest.mark.parametrize("text", [around(), around(FAULTS["a NUL"])])
def test_a_file_that_is_cut_off_anywhere_gives_the_whole_activities_before_the_cut(given, of, text):
    data = text.encode()
    ends = [at + len("</iati-activity>") for at in range(len(data)) if data.startswith(b"</iati-activity>", at)]
    bad = data.find(b"bad")
    for cut in range(len(data)):
        reading = given(data[:cut])
        [file] = reading.report["files"]
        before = [end for end in ends if end <= cut]
        good = [end for end in before if not (bad > 0 and end > bad > max([0, *(one for one in ends if one < end)]))]
        assert of(reading, "activity", "byte_end") == good
        if not file["read"]:
            assert cut <= data.index(b"\n")
            continue
        assert file["found"] == len(good) + len(file["refused"])
        assert "its root element is not closed: the file may be cut off" in file["notes"]
        # Every byte after the root's start tag is in an activity, in a refused one, outside and told, or white space.
        told = [(one["byte_start"], one["byte_end"]) for one in (*file["refused"], *file["outside"])]
        told += of(reading, "activity", "byte_start", "byte_end")
        left = bytearray(data[:cut])
        for start, end in told:
            left[start:end] = b" " * (end - start)
        assert left.decode().partition("\n")[2].strip() == ""


def test_random_bytes_never_raise(given):
    import random

    chance = random.Random(7)  # noqa: S311 - not for secrets
    data = around(*list(FAULTS.values())[:20]).encode()
    for _ in range(300):
        damaged = bytearray(data)
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(damaged))
            if chance.random() < 0.5:
                damaged[at] = chance.choice(b"<>\"'&/!?-[]: \0\xff=ai")
            else:
                del damaged[at : at + chance.randint(1, 30)]
        [file] = given(bytes(damaged)).report["files"]
        assert file["read"] is False or file["found"] == file["activities"] + len(file["refused"])


def test_files_that_are_none_are_in_the_report_on_disk(tmp_path):
    (tmp_path / "page.xml").write_text("<html>", encoding="utf-8")
    read_to(tmp_path / "page.xml", tmp_path / "gone.xml", out=tmp_path / "out", reader="reference")
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert [(file["read"], file["reason"]) for file in report["files"]] == [
        (False, "is a web page, not an IATI file"),
        (False, "cannot be opened: No such file or directory"),
    ]
    assert report["files_refused"] == 2


@pytest.mark.parametrize("reader", ["reference", "fast"])
def test_half_a_character_in_the_address_of_a_namespace_spoils_no_activity(tmp_path, reader):
    path = tmp_path / "half.xml"
    inside = "<iati-activity><iati-identifier>A</iati-identifier><o:p>kept</o:p></iati-activity>"
    path.write_text(f'<iati-activities version="2.03" xmlns:o="urn:&#xD800;x">{inside}</iati-activities>')
    reading = read(path, reader=reader)
    assert reading.report["activities"] == 1
    assert reading.report["files"][0]["notes"][0].startswith("its root's start tag is not well formed: ")
    assert reading.tables["extension"].column("text").to_pylist() == ["kept"]
