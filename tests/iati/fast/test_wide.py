"""Bytes are looked at thirty-two at a time: wherever a special one stands among them, both readers give the same."""

import pytest

from forlik.iati.read import read

PLACES = (*range(3), *range(29, 36), *range(61, 67))
"""Ordinary bytes before the special one: around one and two widths."""
BEHIND = (0, 1, 31, 40)
SIGNS = [bytes([byte]) for byte in range(128)] + [sign.encode() for sign in ("\x80", "é", "€", "\ufffe", "😀")]
BROKEN = [b"\xff", b"\xc3", b"\xe2\x82", b"\xf0\x9f\x98", b"&amp;", b"&#233;", b"&x;", b"]]>", b"<b/>", b"\r\n"]


def in_text(inside: bytes) -> bytes:
    return b"<title><narrative>" + inside + b"</narrative></title>"


def in_double_quotes(inside: bytes) -> bytes:
    return b'<tag code="' + inside + b'"/>'


def in_single_quotes(inside: bytes) -> bytes:
    return b"<tag code='" + inside + b"'/>"


def every():
    for sign in SIGNS + BROKEN:
        for place in PLACES:
            for behind in BEHIND:
                yield b"a" * place + sign + b"z" * behind


@pytest.mark.parametrize("around", [in_text, in_double_quotes, in_single_quotes])
def test_a_special_byte_is_met_wherever_it_stands(tmp_path, around):
    one = b"<iati-activity><iati-identifier>%d</iati-identifier>%s</iati-activity>\n"
    path = tmp_path / "file.xml"
    inside = b"".join(one % (number, around(stretch)) for number, stretch in enumerate(every()))
    path.write_bytes(b"<iati-activities version='2.03'>" + inside + b"</iati-activities>")
    slow, quick = (read(path, reader=reader) for reader in ("reference", "fast"))
    assert slow.report["activities"] > len(PLACES) * len(BEHIND) * 90
    assert quick.report["activities"] == slow.report["activities"]
    assert quick.report["files"][0]["by_reference_reader"] < len(list(every())) // 2
    for name, rows in slow.tables.items():
        mine, theirs = (one.drop(["reader"]) if name == "file" else one for one in (rows, quick.tables[name]))
        assert theirs.equals(mine), name
