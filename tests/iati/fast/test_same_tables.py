"""The fast reader gives the tables of the reference reader: on every file, however it is written or spoilt."""

import os
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from forlik.iati.layout import layout
from forlik.iati.read import fast, read, reference
from forlik.iati.read.document import Document, documents
from forlik.iati.read.stretches import stretches

EXAMPLES = int(os.environ.get("FORLIK_EXAMPLES", "200"))
"""How many files are tried; many more when somebody asks for it."""

ROOT = b'<iati-activities version="2.03" xmlns:org="http://example.org/ns" xmlns:x="urn:x">'
ACTIVITY = """
<iati-activity default-currency="USD" hierarchy="2" xml:lang="en" xmlns:own="urn:own" linked-data-uri=" a&#10;b\r\nc ">
  <iati-identifier> XX-1&amp;2 </iati-identifier>
  <reporting-org ref='XX-"1"' type="40" secondary-reporter="0"
    ><narrative>R &lt; é</narrative><narrative xml:lang="fr"/></reporting-org>
  <title xml:lang="no"><narrative><![CDATA[Tit]&amp;le]]></narrative></title><title>old</title>
  <description type="1"><narrative>line&#13;&#10;
 two&#x20;</narrative></description>
  <participating-org role="Funding" ref="A" own:note="n"/><!-- a remark -->
  <contact-info><telephone>1</telephone><email/><mailing-address>Street<narrative>N</narrative></mailing-address>
  </contact-info>
  <transaction ref="t1" own:flag="y">
    <transaction-type code="D" code-2="z">Disbursement</transaction-type><transaction-date iso-date="2020-01-02+08:00"/>
    <value currency="EUR" value-date="2020-01-02">1,000.50</value><value currency="NOK">7</value>
    <provider-org ref="P" provider-activity-id=""><narrative>Give &quot;r&quot;</narrative></provider-org>
    <sector code="11110" percentage="50"/><sector code="15220"/>
    <own:value-USD rate="1.1">12.5<own:in a="b"/></own:value-USD>
  </transaction>
  <result type="1"><indicator measure="1"><period><period-start iso-date="2020-02-30"/>
   <target value="1e2"><dimension name="a"
   value="b"/></target></period></indicator></result>
  <x:more/><unknown a="1" xml:space="preserve"> text </unknown>stray
</iati-activity>"""
PLAIN = (
    "<iati-activity><iati-identifier>XX-2</iati-identifier><budget><value>-5.000001</value></budget></iati-activity>"
)
TOKENS = [
    *(
        b"&amp;",
        b"&lt;",
        b"&#13;",
        b"&#x20;",
        b"&#0;",
        b"&#xD800;",
        b"&nbsp;",
        b"&",
        b"&#x1F600;",
        b"&apos;",
        b"&quot;",
    ),
    *(b"<![CDATA[", b"]]>", b"<![CDATA[x\r\ny]]>", b"<!-- c -->", b"<!--", b"-->", b"--", b"<?pi x?>", b"<?", b"?>"),
    *(
        b"<value>",
        b"</value>",
        b"<narrative>",
        b"</narrative>",
        b"<narrative xml:lang=''>n</narrative>",
        b"<a:b/>",
        b"<own:c>t</own:c>",
    ),
    *(
        b' code="1"',
        b" code='2'",
        b' xml:lang="fr"',
        b' xmlns:u="urn:u"',
        b' xmlns="urn:d"',
        b" own:code='1'",
        b" x:code='1'",
    ),
    *(
        b"\r\n",
        b"\r",
        b"\t",
        b"\n",
        b" ",
        b"\xc2\xa0",
        "é".encode(),
        "漢".encode(),
        "😀".encode(),
        b"\xff",
        b"\xef\xbf\xbf",
        b"\0",
        b"\x0b",
    ),
    *(
        b"<",
        b">",
        b"/",
        b"/>",
        b'"',
        b"'",
        b"=",
        b":",
        b"]]",
        b"<title/>",
        b"<sector/>",
        b"text",
        b"<transaction>",
        b"</transaction>",
    ),
    *(
        b"</iati-activity>",
        b"<iati-activity>",
        b"<iati-activity/>",
        b"<conditions attached='1'><condition type='1'>C</condition></conditions>",
    ),
    *(
        b"<1a/>",
        b"<a.b-c_d/>",
        "<é/>".encode(),
        b"<:a/>",
        b"<a:/>",
        b"<xml:a/>",
        b"<a a='1' a='2'/>",
        b"<own:a x:b='1' own:b='2'/>",
    ),
]
"""Pieces that a file may be spoilt with, or that are rarely written."""


@st.composite
def spoilt(draw):
    """A file of a few activities in which pieces are put in, taken out, doubled or overwritten."""
    body = bytearray("\n".join(draw(st.lists(st.sampled_from([ACTIVITY, PLAIN]), min_size=1, max_size=3))).encode())
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(body)))
        kind = draw(st.sampled_from(["put", "put", "put", "cut", "double", "byte"]))
        if kind == "put":
            body[at:at] = draw(st.sampled_from(TOKENS))
        elif kind == "cut":
            del body[at : at + draw(st.integers(1, 12))]
        elif kind == "double":
            body[at:at] = body[at : at + draw(st.integers(1, 40))]
        elif at < len(body):
            body[at] = draw(st.integers(0, 255))
    return ROOT + bytes(body) + b"</iati-activities>"


@st.composite
def grown(draw, content="activity"):
    """A well formed activity that is grown from the layout, with things the standard does not know among it."""
    root = layout(content).root
    blank = st.sampled_from(["", " ", "\n  ", "\r\n"])
    words = st.sampled_from(
        ["", "a", " b ", "&amp;c", "é &#228;", "x\ny", "&#32;d&#32;", "1.50", "2020-01-01", "<![CDATA[<z>]]>"]
    )

    def element(node, tag, depth):
        names = [*node.attributes, "other", "own:one", "xml:lang"]
        chosen = draw(st.lists(st.sampled_from(names), max_size=3, unique=True))
        names = [name.replace("{http://www.w3.org/XML/1998/namespace}", "xml:") for name in chosen]
        values = [
            draw(
                st.sampled_from(
                    ["", "1", "D", " 5 ", "a&lt;b", "x\ty", "a\r\nb", "a\rb", "é", "2020-01-01Z", "12.3456789"]
                )
            )
            for _ in names
        ]
        head = "".join(f' {name}="{value}"' for name, value in zip(dict.fromkeys(names), values, strict=False))
        inside = draw(words)
        if depth:
            for below in draw(
                st.lists(st.sampled_from([*node.children, "narrative", "strange", "own:thing"]), max_size=4)
            ):
                child = node.children.get(below)
                inside += draw(blank)
                if child is not None:
                    inside += element(child, below, depth - 1)
                else:
                    inside += f"<{below} a='1'>{draw(words)}<in/></{below}>"
                inside += draw(blank)
        return f"<{tag}{head}>{inside}</{tag}>" if inside or draw(st.booleans()) else f"<{tag}{head}/>"

    return (
        ROOT.replace(b"activities", f"{'activities' if content == 'activity' else 'organisations'}".encode()).replace(
            b"urn:x", b"urn:own' xmlns:own='urn:own".replace(b"'", b'"')
        )
        + element(root, f"iati-{content}", 5).encode()
        + (b"</iati-activities>" if content == "activity" else b"</iati-organisations>")
    )


def both(data, folder):
    """The raw tables of both readers, and what they refused."""
    path = Path(folder) / "file.xml"
    path.write_bytes(data)
    for document in documents(path, Path(folder)):
        if not isinstance(document, Document):
            return
        slow, quick = cut(document)
        assert quick == slow
        where = layout(document.content)
        held = document.path.read_bytes()
        for task in stretches(document, 1 << 30, fast=False):
            yield (
                reference.read_spans(document, held, task.spans(), where),
                fast.read_spans(document, held, task, where),
            )


def cut(document):
    """Where the stretches of a file are, by both ways of cutting it."""
    for fast_way in (False, True):
        every = list(stretches(document, 1 << 30, fast=fast_way))
        yield [
            (*(getattr(task, name)[at] for name in ("starts", "ends", "lines", "published")), task.faults.get(at, ""))
            for task in every
            for at in range(len(task))
        ]


def same_reading(data, folder):
    """The same tables and the same report, through the door that users take."""
    path = Path(folder) / "whole.xml"
    path.write_bytes(data)
    slow, quick = (read(path, reader=reader) for reader in ("reference", "fast"))
    for name, rows in slow.tables.items():
        mine, theirs = (one.drop(["reader"]) if name == "file" else one for one in (rows, quick.tables[name]))
        assert theirs.equals(mine), name
    for mine, theirs in zip(slow.report["files"], quick.report["files"], strict=True):
        assert {**theirs, "reader": "", "by_reference_reader": 0} == {**mine, "reader": "", "by_reference_reader": 0}


def same(data, folder):
    for slow, quick in both(data, folder):
        assert list(quick.read) == list(slow.read)
        assert list(quick.refused) == list(slow.refused)
        for name, rows in slow.tables.items():
            assert quick.tables[name].to_pylist() == rows.to_pylist(), name


@given(data=spoilt())
@example(data=ROOT + ACTIVITY.encode() + b"</iati-activities>")
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_spoilt_files_are_read_alike(data, tmp_path_factory):
    same(data, tmp_path_factory.getbasetemp())
    same_reading(data, tmp_path_factory.getbasetemp())


@given(data=grown())
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_grown_activities_are_read_alike(data, tmp_path_factory):
    same(data, tmp_path_factory.getbasetemp())


@given(data=grown("organisation"))
@settings(max_examples=max(EXAMPLES // 4, 20), deadline=None, suppress_health_check=list(HealthCheck))
def test_grown_organisations_are_read_alike(data, tmp_path_factory):
    same(data, tmp_path_factory.getbasetemp())
