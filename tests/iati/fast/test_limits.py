"""At the edges of the scanner's memory both readers still give the same, and nothing goes beyond them."""

import pytest

from forlik.iati.read import read
from forlik.iati.read.fast.space import DEPTH, LONGEST, NAMES, PATHS, PREFIXES, ROWS, SPACES
from forlik.iati.read.fast.tags import LONGEST_NAME
from forlik.iati.read.raw import LONGEST_LANGUAGE
from forlik.iati.read.spans import LONGEST_ADDRESS

AROUND = (-1, 0, 1)


def nested(depth):
    return "".join(f"<n{at}>" for at in range(depth)) + "x" + "".join(f"</n{at}>" for at in reversed(range(depth)))


def edges():
    """Name → what stands in an activity, one below, at and one over each limit."""
    for off in AROUND:
        yield f"depth {off}", nested(DEPTH - 1 + off)
        yield f"names {off}", "".join(f"<u{at}/>" for at in range(NAMES + off))
        yield (
            f"places {off}",
            "<o>" + "".join(f"<u{at % 1000}><v{at // 1000}/></u{at % 1000}>" for at in range(PATHS + off)) + "</o>",
        )
        yield f"rows {off}", "<sector code='1'/>" * (ROWS + off) + "<tag code='1'><narrative/></tag>" * (2 * ROWS + off)
        yield f"text {off}", f"<title><narrative>{'t' * (LONGEST + off)}</narrative></title>"
        yield f"value {off}", f"<tag code='{'v' * (LONGEST + off)}'/>"
        yield f"name {off}", f"<{'n' * (LONGEST_NAME + off)} {'a' * (LONGEST_NAME + off)}='1'/>"
        yield f"language {off}", f"<title xml:lang='{'l' * (LONGEST_LANGUAGE + off)}'><narrative>t</narrative></title>"
        spaced = f"{' ' * 9}{'l' * (LONGEST_LANGUAGE + off)}{' ' * 9}"
        yield f"language in spaces {off}", f"<title><narrative xml:lang='{spaced}'>t</narrative></title>"
        yield f"comment {off}", f"<!--{'c' * (LONGEST + off)}--><title>t</title>"


def same(path):
    """Both readers' tables, which must not differ."""
    slow, quick = (read(path, reader=reader) for reader in ("reference", "fast"))
    for name, rows in slow.tables.items():
        mine, theirs = (one.drop(["reader"]) if name == "file" else one for one in (rows, quick.tables[name]))
        assert theirs.equals(mine), name
    return quick


def whole(*bodies, root=""):
    return f"<iati-activities version='2.03' {root}>{''.join(bodies)}</iati-activities>".encode()


def activity(body, attributes=""):
    return f"<iati-activity {attributes}><iati-identifier>A</iati-identifier>{body}</iati-activity>"


@pytest.mark.parametrize(("edge", "body"), list(edges()), ids=[edge for edge, _ in edges()])
def test_at_a_limit_both_readers_give_the_same(tmp_path, edge, body):
    file = tmp_path / "edge.xml"
    file.write_bytes(whole(activity(body), activity("<title>after</title>")))
    reading = same(file)
    assert reading.report["activities"] == 2, edge


@pytest.mark.parametrize("off", AROUND)
def test_prefixes_and_addresses_have_limits_too(tmp_path, off):
    file = tmp_path / "spaces.xml"
    many = [f"xmlns:p{at}='urn:{at}'" for at in range(PREFIXES + off)]
    others = [activity(f"<q:x{at % 7}/>", f"xmlns:q='urn:q{at}'") for at in range(SPACES + off)]
    long = f"urn:{'a' * (LONGEST_ADDRESS + off - 4)}"
    file.write_bytes(whole(activity("<p0:x/>", " ".join(many)), *others, activity("<r:x/>", f"xmlns:r='{long}'")))
    reading = same(file)
    assert reading.report["refused"] == (off == 1), "an address that is too long is refused with its activity"


@pytest.mark.parametrize("size", [4096, 8192, 65536])
@pytest.mark.parametrize("off", list(range(-9, 10)))
def test_a_file_that_ends_at_the_end_of_a_page_is_not_read_beyond_it(tmp_path, size, off):
    file = tmp_path / "page.xml"
    head, tail = b"<iati-activity><title>", b"</title></iati-activity>"
    file.write_bytes(head + b"t" * (size + off - len(head) - len(tail)) + tail)
    assert same(file).report["activities"] == 1
    file.write_bytes(b"<iati-activity" + b" " * (size + off - 22) + b"a='1'" + b"/>")
    assert same(file).report["activities"] == 1


@pytest.mark.parametrize(
    "body",
    [
        "<![CABCD[</iati-activity><iati-activity><title>hidden</title></iati-activity><iati-activity>]]>",
        "<other-identifier ref='a\r\nb'/><other-identifier ref='a\rb'/><other-identifier ref='a\n\nb'/>",
        "<x:a xmlns:x='http://www.w3.org/XML/1998/namespace'/>",
        "</iati-activity\x0c>",
    ],
    ids=["false section", "line ends in values", "a prefix for xml", "a form feed"],
)
def test_what_once_was_read_differently(tmp_path, body):
    file = tmp_path / "one.xml"
    file.write_bytes(whole(activity(body), activity("<title>after</title>")))
    assert "after" in same(file).tables["activity"]["title"].to_pylist(), "a strange activity spoils no other"


def test_a_language_of_a_million_letters_does_not_stand_beside_every_text(tmp_path):
    file = tmp_path / "bomb.xml"
    title = f"<title xml:lang='{'l' * 1_000_000}'>{'<narrative>a</narrative>' * 4_300}</title>"
    file.write_bytes(whole(activity(title)))
    assert same(file).tables["narrative"]["language"].null_count == 4_300


def test_a_statement_of_the_root_does_not_stand_beside_every_activity(tmp_path):
    file = tmp_path / "bomb.xml"
    file.write_bytes(
        b"<iati-activities version='" + b"9" * 900_000 + b"'>" + b"<iati-activity/>" * 20_000 + b"</iati-activities>"
    )
    reading = same(file)
    assert reading.tables["activity"].nbytes < 10_000_000
    assert "version" in reading.report["files"][0]["notes"][0]


def test_a_long_path_does_not_stand_beside_every_row(tmp_path):
    file = tmp_path / "bomb.xml"
    names = [f"{'n' * 1_000}{at}" for at in range(200)]
    inside = (
        "".join(f"<{name}>" for name in names) + "<leaf/>" * 3_000 + "".join(f"</{name}>" for name in reversed(names))
    )
    file.write_bytes(whole(activity(inside)))
    assert max(map(len, same(file).tables["extension"]["path"].to_pylist())) <= 2_000


def test_refusing_a_strange_identifier_takes_no_time(tmp_path):
    file = tmp_path / "slow.xml"
    file.write_bytes(whole(f"<iati-activity><iati-identifier>{' ' * 200_000}{'x' * 300}<oops></iati-activity>"))
    assert same(file).report["refused"] == 1
