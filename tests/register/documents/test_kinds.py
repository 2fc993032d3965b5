"""What a document is, is found in its bytes; whatever could run, hide or burst is refused with its reason."""

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import (
    GOOD,
    JPEG,
    MAIN,
    OLE,
    PAGE,
    PNG,
    message,
    office,
    open_document,
    packed,
    pdf,
    stream,
    types,
    with_parts,
    within,
)

from forlik.register.documents import kinds
from forlik.register.documents.kinds import KINDS, LARGEST, kind_of
from forlik.register.documents.naming import cleaned
from forlik.register.documents.refused import Refused

RELATION = (
    '<Relationships><Relationship Id="r" Type="http://x/{kind}" Target="http://evil.example/x" {mode}/></Relationships>'
)
MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
OBJECTS = b"/Type /ObjStm /Filter "
ACTION = b"<< /S /%s /JS (app.alert(1)) >>"


def test_every_kind_on_the_list_is_known_by_its_bytes():
    assert set(GOOD) == set(KINDS)
    assert {name: kind_of(content).name for name, content in GOOD.items()} == {name: name for name in KINDS}


@pytest.mark.parametrize("text", ["hello", "ærlig talt".encode("cp1252"), "møte".encode("utf-16"), b"\xef\xbb\xbfhi"])
def test_texts_of_several_encodings_are_texts(text):
    assert kind_of(text if isinstance(text, bytes) else text.encode()).name == "txt"


def refused(content):
    with pytest.raises(Refused) as caught:
        kind_of(content)
    for said in (caught.value.en, caught.value.nb, caught.value.remedy_en, caught.value.remedy_nb):
        assert said
    return caught.value.en


def in_hex(content):
    return content.hex().encode()


def spoilt(content):
    return b"\x00" + content


MACROS = {
    "vba project": with_parts({"word/vbaProject.bin": OLE}),
    "vba project in capitals": with_parts({"word/VBAPROJECT.BIN": b"x"}),
    "docm by its type": packed({"[Content_Types].xml": types(MACRO_TYPE)}),
    "docx that carries a macro part by another name": packed(
        {
            "[Content_Types].xml": types(MAIN["docx"]).replace(
                "</Types>", '<Default Extension="dat" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
            ),
            "word/x.dat": b"x",
        }
    ),
    "old macro sheet": with_parts({"xl/macrosheets/sheet1.xml": "<x/>"}, "xlsx"),
    "control": with_parts({"word/activeX/activeX1.xml": "<x/>"}),
    "object": with_parts({"word/embeddings/oleObject1.bin": b"x"}),
    "basic": open_document("odt", {"Basic/Standard/script.xml": "<x/>"}),
    "script": open_document("ods", {"Scripts/python/x.py": "x"}),
    "template from outside": with_parts(
        {"word/_rels/settings.xml.rels": RELATION.format(kind="attachedTemplate", mode='TargetMode="External"')}
    ),
    "object from outside": with_parts(
        {"word/_rels/document.xml.rels": RELATION.format(kind="oleObject", mode="TargetMode = 'External'")}
    ),
    "field that starts a program": with_parts({"word/document.xml": "<w:instrText>DDEAUTO c:\\x</w:instrText>"}),
    "link that starts a program": with_parts({"xl/externalLinks/e.xml": "<ddeLink ddeService='cmd'/>"}, "xlsx"),
    **{
        f"pdf {name}": pdf(*PAGE, ACTION % name.encode())
        for name in ("JavaScript", "Launch", "RichMedia", "ImportData", "GoToE", "Java#53cript", "#4c#61unch")
    },
    "pdf form in another language": pdf(*PAGE, b"<< /AcroForm << /XFA 3 0 R >> >>"),
    "pdf script in packed objects": pdf(*PAGE, stream(b"5 0 " + ACTION % b"JavaScript", OBJECTS + b"/FlateDecode")),
    "pdf script outside of every object": pdf(*PAGE) + b"9 0 obj << /S /JavaScript >> endobj\n%%EOF",
    "csv formula": b"a,b\n=cmd|' /C calc'!A1,2\n",
    "csv formula at": b"a,b\n@SUM(1),2\n",
    "csv formula plus": b"a,b\n+cmd|' /C calc'!A1,2\n",
    "mail with a macro": message(("x.docx", "application/octet-stream", with_parts({"word/vbaProject.bin": OLE}))),
}  # fmt: skip
PACKED = {
    "document in a document": with_parts({"word/embeddings/book.xlsx": office("xlsx")}),
    "pdf in a document": with_parts({"word/media/x.png": pdf(*PAGE)}),
    "program in a document": with_parts({"word/media/x.png": b"MZ\x90\x00"}),
    "old office in a document": with_parts({"word/media/x.png": OLE}),
    "file in a pdf": pdf(*PAGE, b"<< /Type /Filespec /EF << /F 9 0 R >> >>", stream(b"x", b"/Type /EmbeddedFile")),
    "files in a pdf": pdf(b"<< /Type /Catalog /Names << /EmbeddedFiles << >> >> >>"),
    "files in packed objects of a pdf": pdf(
        *PAGE, stream(b"<< /EmbeddedFiles 3 0 R >>", b"/Type /ObjStm /Filter [ /FlateDecode ]")
    ),
    "7z": b"7z\xbc\xaf\x27\x1c" + bytes(30),
    "rar": b"Rar!\x1a\x07\x00" + bytes(30),
    "gzip": b"\x1f\x8b\x08" + bytes(30),
    "mail with a zip": message(("x.zip", "application/zip", packed({"a.txt": "a"}))),
    "mail with an archive": message(("x.txt", "text/x", b"Rar!\x1a\x07\x00")),
    "mail in mail in mail in mail": within(within(within(message()))),
}
CANNOT = {
    "docx cut off": office("docx")[:-40],
    "docx cut in two": office("docx")[:60],
    "pdf cut off": GOOD["pdf"][:-20],
    "pdf with a password": pdf(*PAGE, trailer=b"/Encrypt 5 0 R "),
    "pdf packed twice": pdf(*PAGE, stream(b"x", OBJECTS + b"[/ASCIIHexDecode /FlateDecode]", in_hex)),
    "pdf packed twice the other way": pdf(*PAGE, stream(b"2f4a53", OBJECTS + b"[/FlateDecode /ASCIIHexDecode]")),
    "pdf packed with a predictor": pdf(*PAGE, stream(b"x", OBJECTS + b"/FlateDecode /DecodeParms << /Predictor 12 >>")),
    "pdf whose packed objects are damaged": pdf(*PAGE, stream(b"x", OBJECTS + b"/FlateDecode", spoilt)),
    "pdf that hides what a stream is in a remark": pdf(
        *PAGE, b"<< /Type /ObjStm % endobj\n /Filter /LZWDecode >>\nstream\nx\nendstream"
    ),
    "names of its own": with_parts({"word/document.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x/>'}),
    "another encoding": with_parts({"word/_rels/x.rels": "<Relationships/>".encode("utf-16")}),
    "locked open document": open_document("odt", {"META-INF/manifest.xml": "<manifest:encryption-data/>"}),
    "a part that leads out": with_parts({"../../etc/x.xml": "<x/>"}),
    "a part with a drive": with_parts({"c:/x.xml": "<x/>"}),
    "a part twice": with_parts({"word/x.xml": "<x/>", "word/X.xml": "<x/>"}),
}  # fmt: skip


@pytest.mark.parametrize("name", MACROS)
def test_what_could_run_is_refused(name):
    assert "could run" in refused(MACROS[name])


@pytest.mark.parametrize("name", PACKED)
def test_what_is_packed_into_another_is_refused(name):
    assert "packed into it" in refused(PACKED[name]) or "unpack it" in str(_why(PACKED[name]))


def _why(content):
    try:
        return kind_of(content)
    except Refused as error:
        return error


@pytest.mark.parametrize("name", CANNOT)
def test_what_cannot_be_looked_through_is_refused(name):
    assert "cannot be looked through" in refused(CANNOT[name])


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "empty"),
        (bytes(100), "empty"),
        (OLE, "old Office"),
        (b"MZ\x90\x00" + bytes(90), "program"),
        (b"\x7fELF" + bytes(90), "program"),
        (b"#!/bin/sh\nrm -rf x\n", "program"),
        (b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(60), "program"),
        (packed({"a.txt": "a"}), "none of Word"),
        (packed({"mimetype": "application/epub+zip"}), "none of Word"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "written as text"),
        (b"  <svg onload='x'/>", "written as text"),
        (b"<?xml version='1.0'?><x/>", "written as text"),
        (b"{\\rtf1 \\object}", "written as text"),
        (b"@echo off\ndel x\n", "written as text"),
        ("\ufeff<html>".encode(), "written as text"),
        (b"abc\x00def\x01", "of no kind"),
        (bytes(range(256)) * 4, "of no kind"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "of no kind"),
        (b"\x89PNG\r\n\x1a\nnothing", "of no kind"),
        (message(("x.exe", "image/png", b"MZ\x90\x00" + bytes(9))), "program"),
        (message(("x.html", "text/html", b"<html><script>x</script>")), "written as text"),
    ],
)
def test_what_is_no_document_is_refused(content, what):
    assert what in refused(content)


def bomb(ratio):
    return with_parts({"word/media/x.xml": b" " * ratio})


def test_what_bursts_is_refused_without_unpacking_it(monkeypatch):
    assert "more than a document does" in refused(bomb(40_000_000))
    many = with_parts({f"word/x{n}.xml": "<x/>" for n in range(2001)})
    assert "parts" in refused(many)
    with monkeypatch.context() as small:
        small.setattr(kinds.office, "MOST_UNPACKED", 10_000)
        assert "more than a document does" in refused(with_parts({f"word/x{n}.dat": bytes(900) for n in range(20)}))
    assert "more than a document does" in refused(pdf(*PAGE, stream(bytes(70_000_000))))
    with monkeypatch.context() as small:
        small.setattr(kinds.pdf, "MOST_UNPACKED", 3000)
        assert "more than a document does" in refused(pdf(*PAGE, *(stream(bytes(900)) for _ in range(9))))
    assert "more than a document does" in refused(message(*((f"{n}.txt", "text/x-a", b"x") for n in range(210))))


def test_what_a_zip_file_says_of_its_size_is_not_believed():
    content = bytearray(bomb(40_000_000))
    real, small = (40_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little")
    assert content.count(real) >= 1
    content = bytes(content).replace(real, small)
    assert refused(content)


def test_twenty_megabytes_are_taken_and_a_byte_more_is_not():
    head = b"%PDF-1.7\n"
    tail = b"\n%%EOF\n"
    exactly = head + b" " * (LARGEST - len(head) - len(tail)) + tail
    assert len(exactly) == 20 * 1024 * 1024
    assert kind_of(exactly).name == "pdf"
    assert "larger than 20 MB" in refused(b"%PDF-1.7\n" + b" " + exactly[len(head) :])


def test_hyperlinks_and_images_of_a_document_are_no_harm():
    link = RELATION.format(kind="hyperlink", mode='TargetMode="External"')
    assert (
        kind_of(with_parts({"word/_rels/document.xml.rels": link, "word/media/a.png": PNG, "b.jpeg": JPEG})).name
        == "docx"
    )
    assert kind_of(with_parts({"xl/printerSettings/printerSettings1.bin": b"x"}, "xlsx")).name == "xlsx"
    image = stream(JPEG, b"/Subtype /Image /Filter /DCTDecode", lambda one: one)
    objects = stream(b"1 0 << /Type /Font >>", b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode")
    assert kind_of(pdf(*PAGE, objects, image)).name == "pdf"


def test_a_signed_message_is_taken():
    signed = message(("smime.p7s", "application/pkcs7-signature", b"\x30\x82\x01"))
    assert kind_of(signed).name == "eml"


def test_a_message_within_a_message_is_looked_through():
    assert kind_of(within(message())).name == "eml"
    assert "program" in refused(within(message(("x", "application/x", b"MZ\x90\x00" + bytes(9)))))


@given(st.binary(max_size=400))
def test_no_bytes_bring_it_down(content):
    with suppress(Refused):
        assert kind_of(content).name in KINDS


@given(st.sampled_from(sorted(GOOD)), st.integers(0, 10_000), st.binary(min_size=1, max_size=4))
def test_no_damage_brings_it_down(name, place, put):
    content = bytearray(GOOD[name])
    place %= len(content)
    content[place : place + len(put)] = put
    with suppress(Refused):
        assert kind_of(bytes(content)).name in KINDS


PDF = KINDS["pdf"]


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("report.pdf", "report.pdf"),
        ("Report.PDF", "Report.pdf"),
        ("invoice.pdf.exe", "invoice.pdf.exe.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\x\\note.pdf", "note.pdf"),
        ("evil\u202efdp.exe", "evilfdp.exe.pdf"),
        ("a\x00b\r\nc\td.pdf", "ab c d.pdf"),
        ("\u2066\u200fx\ufeff", "x.pdf"),
        ('a<b>"c":|?*.pdf', "abc.pdf"),
        ("...", "document.pdf"),
        ("", "document.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("CON", "document-CON.pdf"),
        ("nul.txt", "document-nul.txt.pdf"),
        ("Tromsø – møte.pdf", "Tromsø – møte.pdf"),
        ("和平.pdf", "和平.pdf"),
        ("x" * 500, "x" * 120 + ".pdf"),
    ],
)
def test_names_are_cleaned(name, clean):
    assert cleaned(name, PDF) == clean


@given(st.text())
def test_a_cleaned_name_is_safe_whatever_it_was(name):
    found = cleaned(name, PDF)
    assert found.endswith(".pdf")
    assert len(found) > len(".pdf")
    assert len(found) <= 140
    assert not set(found) & set('/\\<>:"|?*\0\r\n\t')
    assert found == cleaned(found, PDF)
    assert found.isprintable() or any(one.isspace() for one in found) or set(found) & {"\u200c", "\u200d"}


@pytest.mark.parametrize("way", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_document_that_is_packed_in_an_unusual_way_is_refused_before_it_is_unpacked(way, monkeypatch):
    unusual = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD["docx"])) as plain, zipfile.ZipFile(unusual, "w", way) as archive:
        for name in plain.namelist():
            archive.writestr(name, plain.read(name))
    monkeypatch.setattr(zipfile.ZipFile, "open", None)
    with pytest.raises(Refused, match="in a way that no office program packs"):
        kind_of(unusual.getvalue())
