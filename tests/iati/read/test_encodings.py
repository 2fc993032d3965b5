"""Files in other encodings: the texts are right, and every place is that of the file as it was published."""

import codecs
import hashlib

import pytest

TEXT = """<?xml version="1.0" encoding="{}"?>
<!-- Århus -->
<iati-activities version="2.03">
<iati-activity><iati-identifier>å-1</iati-identifier><title>Ærlig – nei</title></iati-activity>

<iati-activity>
<iati-identifier>2</iati-identifier><title>Žluťoučký 🌍</title></iati-activity>
</iati-activities>
"""


def places(reading, data: bytes) -> list[bytes]:
    """The published bytes of every activity that was read, each held against its hash."""
    stretches = []
    for row in reading.tables["activity"].to_pylist():
        stretch = data[row["byte_start"] : row["byte_end"]]
        assert hashlib.sha256(stretch).hexdigest() == row["content_sha256"]
        stretches.append(stretch)
    return stretches


@pytest.mark.parametrize(
    ("written", "mark", "declared", "told"),
    [
        ("utf-8", b"", "UTF-8", "utf-8"),
        ("utf-8", codecs.BOM_UTF8, "UTF-8", "utf-8"),
        ("utf-8", codecs.BOM_UTF8, "iso-8859-1", "utf-8"),
        ("utf-16-le", codecs.BOM_UTF16_LE, "UTF-16", "utf-16-le"),
        ("utf-16-be", codecs.BOM_UTF16_BE, "UTF-16", "utf-16-be"),
        ("utf-16-le", b"", "UTF-16LE", "utf-16-le"),
        ("utf-16-be", b"", "utf-16", "utf-16-be"),
        ("utf-16-le", codecs.BOM_UTF16_LE, "utf-8", "utf-16-le"),
        ("utf-32-le", codecs.BOM_UTF32_LE, "UTF-32", "utf-32-le"),
        ("utf-32-be", codecs.BOM_UTF32_BE, "UTF-32", "utf-32-be"),
        ("gb18030", b"", "GB18030", "gb18030"),
    ],
)
def test_a_file_in_another_encoding_is_read_and_placed_in_its_own_bytes(given, of, written, mark, declared, told):
    text = TEXT.format(declared)
    data = mark + text.encode(written)
    reading = given(data)
    [file] = reading.report["files"]
    assert (file["encoding"], file["notes"], file["refused"]) == (told, [], [])
    assert (file["bytes"], file["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    assert of(reading, "activity", "activity_id", "title", "line") == [
        ("å-1", "Ærlig – nei", 4),
        ("2", "Žluťoučký 🌍", 6),
    ]
    stretches = [stretch.decode(written) for stretch in places(reading, data)]
    assert stretches == [
        text[text.index("<iati-activity>") : text.index("\n\n")],
        text[text.index("<iati-activity>\n") :].rpartition("\n</")[0],
    ]


@pytest.mark.parametrize(
    ("declared", "text"),
    [
        ("iso-8859-1", "Ærlig ½"),
        ("latin1", "Ærlig ½"),
        ("ISO-8859-2", "Žluťoučký"),
        ("iso-8859-15", "50 €"),
        ("windows-1252", "“Ærlig” – 50 €"),
        ("Windows-1251", "Мир"),
        ("koi8-r", "Мир"),
        ("Shift_JIS", "平和"),
        ("EUC-JP", "平和"),
        ("Big5", "和平"),
        ("GBK", "和平"),
        ("euc-kr", "평화"),
    ],
)
def test_a_file_of_one_alphabet_is_read_in_what_it_declares(given, file_of, of, declared, text):
    whole = f"<?xml version='1.0' encoding='{declared}'?>" + file_of(f"<title>{text}</title>", f"<tag code='{text}'/>")
    data = whole.encode(declared)
    reading = given(data)
    assert of(reading, "activity", "title") == [text, None]
    assert of(reading, "tag", "code") == [text]
    one, other = places(reading, data)
    assert one.startswith(b"<iati-activity><iati-identifier>1<")
    assert other.decode(declared).endswith(f"<tag code='{text}'/></iati-activity>")


def test_a_faulty_activity_is_placed_in_the_bytes_of_its_file(given, file_of):
    text = "<?xml version='1.0' encoding='UTF-16'?>\n" + file_of("<title>å</title>", "<title>ø & æ</title>", "å")
    data = text.encode("utf-16")
    [file] = given(data).report["files"]
    [one] = file["refused"]
    stretch = data[one["byte_start"] : one["byte_end"]].decode("utf-16-le")
    assert stretch.startswith("<iati-activity><iati-identifier>2<")
    assert stretch.endswith("ø & æ</title></iati-activity>")
    assert one["line"] == 4


@pytest.mark.parametrize(
    ("declared", "note"),
    [
        ("UTF-16", "declares the encoding “UTF-16” and is not written in it; read as UTF-8"),
        ("utf-32le", "declares the encoding “utf-32le” and is not written in it; read as UTF-8"),
        ("EBCDIC-CP-US", "declares the encoding “EBCDIC-CP-US” and is not written in it; read as UTF-8"),
        ("utf-7", "declares the encoding “utf-7” and is not written in it; read as UTF-8"),
        ("iso-2022-jp", "declares the encoding “iso-2022-jp” and is not written in it; read as UTF-8"),
        ("x-nobody", "declares the encoding “x-nobody”, which does not exist; read as UTF-8"),
        # names of Python's own that are no encodings of files
        ("rot13", "declares the encoding “rot13” and is not written in it; read as UTF-8"),
        ("base64", "declares the encoding “base64” and is not written in it; read as UTF-8"),
        ("zlib", "declares the encoding “zlib” and is not written in it; read as UTF-8"),
        ("idna", "declares the encoding “idna” and is not written in it; read as UTF-8"),
        ("punycode", "declares the encoding “punycode” and is not written in it; read as UTF-8"),
        ("undefined", "declares the encoding “undefined” and is not written in it; read as UTF-8"),
        ("unicode_escape", "declares the encoding “unicode_escape” and is not written in it; read as UTF-8"),
        ("raw_unicode_escape", "declares the encoding “raw_unicode_escape” and is not written in it; read as UTF-8"),
    ],
)  # fmt: skip
def test_a_declaration_that_cannot_be_true_is_told_and_the_file_is_read_as_utf_8(given, of, declared, note):
    data = TEXT.format(declared).encode()
    reading = given(data)
    [file] = reading.report["files"]
    assert (file["encoding"], file["notes"]) == ("utf-8", [note] if note else [])
    assert of(reading, "activity", "activity_id", "title") == [("å-1", "Ærlig – nei"), ("2", "Žluťoučký 🌍")]
    assert len(places(reading, data)) == 2


@pytest.mark.parametrize("declared", ["utf-8-sig", "US-ASCII", "utf8", "U8"])
def test_names_for_parts_of_utf_8_are_utf_8(given, of, declared):
    reading = given(TEXT.format(declared))
    assert of(reading, "activity", "activity_id") == ["å-1", "2"]
    assert [file["notes"] for file in reading.report["files"]] == [[]]


def test_an_encoding_named_by_another_instruction_is_none(given, file_of, of):
    reading = given("<?xml-stylesheet href='x' encoding='iso-8859-1'?>" + file_of("<title>å</title>"))
    assert of(reading, "activity", "title") == ["å"]


@pytest.mark.parametrize(
    "signs", [b"\xff", b"\xc3", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", "å".encode("latin-1")]
)
def test_bytes_that_are_no_utf_8_spoil_their_own_activity_only(given, file_of, of, signs):
    data = file_of("<title>å</title>", "<title>HERE</title>", "<title>å</title>").encode().replace(b"HERE", signs)
    reading = given(data)
    assert of(reading, "activity", "activity_id", "title") == [("1", "å"), ("3", "å")]
    [file] = reading.report["files"]
    [one] = file["refused"]
    assert one["activity_id"] == "2"
    assert signs in data[one["byte_start"] : one["byte_end"]]


@pytest.mark.parametrize(
    ("declared", "signs"),
    [
        ("windows-1252", b"\x81"),
        ("iso-8859-7", b"\xff"),
        ("Shift_JIS", b"\x81\x20"),
        ("EUC-JP", b"\xc3"),
        ("EUC-JP", b"\xff\xa9"),
        ("gb18030", b"\xff"),
    ],
)
def test_bytes_that_are_nothing_in_what_is_declared_spoil_their_own_activity_only(given, file_of, of, declared, signs):
    text = f"<?xml version='1.0' encoding='{declared}'?>" + file_of("", "<title>HERE</title>", "<title>x</title>")
    data = text.encode(declared).replace(b"HERE", signs)
    reading = given(data)
    assert of(reading, "activity", "activity_id") == ["1", "3"]
    assert places(reading, data)[1].endswith(b"<title>x</title></iati-activity>")
    [file] = reading.report["files"]
    [one] = file["refused"]
    stretch = data[one["byte_start"] : one["byte_end"]]
    assert stretch.startswith(b"<iati-activity><iati-identifier>2<")
    assert stretch.endswith(signs + b"</title></iati-activity>")


@pytest.mark.parametrize("half", [b"\x3d\xd8", b"\x0d\xdc"])
def test_half_a_sign_in_utf_16_spoils_its_own_activity_only(given, file_of, of, half):
    text = file_of("", "<title>HERE</title>", "<title>x</title>")
    data = text.encode("utf-16").replace("HERE".encode("utf-16-le"), half)
    reading = given(data)
    assert of(reading, "activity", "activity_id") == ["1", "3"]
    assert places(reading, data)[1].decode("utf-16-le").endswith("<title>x</title></iati-activity>")
    assert reading.report["refused"] == 1


@pytest.mark.parametrize("written", ["utf-16", "utf-8", "gb18030", "utf-32"])
def test_a_file_cut_off_inside_a_sign_gives_the_activities_before(given, of, written):
    data = TEXT.format(written).encode(written)
    for cut in range(
        data.rindex("🌍".encode(written).removeprefix(codecs.BOM_UTF16_LE).removeprefix(codecs.BOM_UTF32_LE)), len(data)
    ):
        reading = given(data[:cut])
        [file] = reading.report["files"]
        assert of(reading, "activity", "activity_id")[:1] == ["å-1"]
        assert file["found"] == file["activities"] + len(file["refused"]) == 2
        assert places(reading, data)


def test_a_file_that_is_not_in_the_encoding_of_its_mark_is_refused(given):
    [file] = given(codecs.BOM_UTF32_LE + b"<iati-activities>").report["files"]
    assert file["read"] is False
    assert file["reason"].startswith("is not written in utf-32-le")
