"""Feeds: one document, every text kept, and nothing that a parser would fetch or expand."""

import pytest

from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.store.read import feed
from forlik.store.read.feed import read_feed


def raw(folder, content: bytes | str) -> RawFile:
    path = folder / "feed.xml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return RawFile("feed.xml", path)


def test_elements_become_text_objects_and_lists(tmp_path):
    content = """<?xml version="1.0"?><!-- made up --><rss version="2.0" xmlns:g="urn:g"><channel>
    <title>A &amp; B</title><link/><item><g:id>1</g:id><p unit="km">5</p></item><item><g:id>2</g:id></item>
    <item><![CDATA[<b>x</b>]]></item></channel></rss>"""
    assert read_feed(raw(tmp_path, content), "rss") == {
        "@version": "2.0",
        "channel": {
            "title": "A & B",
            "link": None,
            "item": [{"g:id": "1", "p": {"@unit": "km", "text": "5"}}, {"g:id": "2"}, "<b>x</b>"],
        },
    }


def test_text_after_a_comment_or_a_child_is_kept(tmp_path):
    content = "<rss><a>one<!-- no -->two<?no no?>three</a><b>before<c>x</c>after</b></rss>"
    assert read_feed(raw(tmp_path, content), "rss") == {"a": "onetwothree", "b": {"c": "x", "text": "beforeafter"}}


def test_an_empty_root_is_an_empty_object(tmp_path):
    assert read_feed(raw(tmp_path, "<rss>text</rss>"), "rss") == {}


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf", feed.DOUBLE_BOM, b"\n \n"])
def test_marks_before_the_document_do_no_harm(tmp_path, mark):
    assert read_feed(raw(tmp_path, mark + "<rss><a>é</a></rss>".encode()), "rss") == {"a": "é"}


DOCTYPES = [
    '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd"><rss/>',
    '<?xml version="1.0"?>\n<!-- x -->\n<!doctype rss [<!ENTITY a SYSTEM "file:///etc/hostname">]><rss><a>&a;</a></rss>',
    '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><rss>&b;</rss>',
]


@pytest.mark.parametrize("content", DOCTYPES)
def test_a_document_type_is_refused_before_it_is_parsed(tmp_path, content):
    with pytest.raises(BadInput, match="has a document type"):
        read_feed(raw(tmp_path, content), "rss")


def test_the_line_of_a_document_type_is_named(tmp_path):
    with pytest.raises(BadInput) as caught:
        read_feed(raw(tmp_path, DOCTYPES[1]), "rss")
    assert caught.value.line == 3


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf \n", "the file is empty"),
        (b"<rss>\xe9</rss>", "byte 6 is not UTF-8 text"),
        (b"<html><body/></html>", "is a <html>, not a <rss>"),
        (b"<!-- never closed", "is not XML"),
        (b"<rss>&nowhere;</rss>", "is not XML"),
        (b"<rss>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</rss>", "is not XML"),
        (b"place,count\nChad,1\n", "is not XML"),
    ],
)
def test_other_content_is_refused_by_name(tmp_path, content, words):
    with pytest.raises(BadInput, match=words) as caught:
        read_feed(raw(tmp_path, content), "rss")
    assert caught.value.file == "feed.xml"


def test_a_feed_cut_at_any_byte_is_refused(tmp_path):
    content = '<?xml version="1.0"?><rss><item id="1"><title>Åse &amp; B</title></item></rss>'.encode()
    assert read_feed(raw(tmp_path, content), "rss")["item"]["title"] == "Åse & B"
    for cut in range(len(content)):
        with pytest.raises(BadInput):
            read_feed(raw(tmp_path, content[:cut]), "rss")


def test_a_feed_beyond_all_sizes_is_refused_unread(tmp_path, monkeypatch):
    monkeypatch.setattr(feed, "LARGEST", 3)
    with pytest.raises(BadInput, match="larger than 64 MiB"):
        read_feed(raw(tmp_path, "<rss/>"), "rss")
