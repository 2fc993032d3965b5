"""Files that are broken, hostile or something else: each gives a finding, none stops the others."""

import gzip
import os
import zipfile
from dataclasses import replace

import pytest

from forlik.core.errors import UsageError
from forlik.iati.check import check, run
from forlik.iati.check.own import OWN, table


def only(report):
    [finding] = report.findings
    assert finding.severity == "error"
    assert not report.valid
    return finding


@pytest.mark.parametrize(
    ("content", "rule", "message"),
    [
        (b"", "file:empty", "the file is empty"),
        (b" \n\n ", "file:empty", "the file is empty"),
        (b"\xef\xbb\xbf", "file:empty", "the file is empty"),
        (b"<!DOCTYPE html>\n<html><body>404</body></html>", "xml:html", "web page"),
        (b"<html><head/></html>", "xml:html", "web page"),
        (b'{"error": 404}', "xml:none", "is not XML: it begins with \u201c{"),
        (b"id;name\n1;2", "xml:none", "is not XML"),
        (b"\x00\x01\x02", "xml:none", "is not XML"),
        (b"<rss/>", "xml:root", "begins with <rss>, which is not IATI"),
        (b"<?xml version='1.0'?><!-- c --><i:iati-activities xmlns:i='x'/>", "xml:root", "which is not IATI"),
        (b"<", "xml:none", "is not XML"),
    ],
)
def test_what_is_no_iati_is_refused_with_its_reason(checked, content, rule, message):
    finding = only(checked(content, whole=True))
    assert finding.rule == rule
    assert message in finding.message


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE iati-activities [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        "<!DOCTYPE iati-activities [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]>",
        '<!doctype iati-activities SYSTEM "https://example.org/x.dtd">',
    ],
)
def test_a_doctype_is_refused_and_no_entity_expanded(checked, activity, doctype):
    text = f'<?xml version="1.0"?>\n{doctype}\n<iati-activities version="2.03">{activity}&x;</iati-activities>'
    finding = only(checked(text, whole=True))
    assert (finding.rule, finding.line) == ("xml:doctype", 2)


@pytest.mark.parametrize("place", ["inside", "after"])
def test_a_doctype_elsewhere_is_a_fault_too(checked, activity, place):
    doctype = "<!DOCTYPE x [<!ENTITY e 'boom'>]>"
    if place == "inside":
        report = checked(activity.replace("<title>", f"{doctype}<title>").replace("A made-up thing", "&e;"))
    else:
        report = checked(f'<iati-activities version="2.03">{activity}</iati-activities>{doctype}', whole=True)
    assert [one.rule for one in report.findings] == ["xml:syntax"]
    assert "boom" not in report.findings[0].message


def test_a_broken_activity_is_told_and_the_others_are_checked(checked, activity):
    broken = activity.replace("</title>", "</titel>")
    wrong = activity.replace('"60"', '"61"').replace("NO-BRC-1-A", "NO-BRC-1-B")
    report = checked(activity, broken, wrong, checks=["schema", "own"])
    assert report.activities == 3
    syntax, total = report.findings
    assert (syntax.rule, total.rule) == ("xml:syntax", "own:percentage-sum")
    assert syntax.element == "/iati-activities/iati-activity[2]"
    # Line 3 begins the first; each has 23 lines and the title is on the fourth of them.
    assert syntax.line == 2 + len(activity.split("\n")) + 4
    assert total.activity_id == "NO-BRC-1-B"


def test_an_activity_that_is_not_closed_hides_no_other(checked, activity):
    unclosed = activity.removesuffix("</iati-activity>")
    wrong = activity.replace('"60"', '"61"')
    report = checked(unclosed, wrong, checks=["schema", "own"])
    assert [one.rule for one in report.findings] == ["xml:not-closed", "own:percentage-sum"]


@pytest.mark.parametrize("cut", [30, 300, 700])
def test_a_file_that_is_cut_off_says_so_and_gives_what_is_whole(tmp_path, activity, cut):
    content = f'<iati-activities version="2.03">\n{activity}\n{activity}'
    path = tmp_path / "cut.xml"
    path.write_text(content[:-cut], encoding="utf-8")
    [report] = check(path, checks=["schema", "codelists"])
    finding = only(report)
    assert finding.rule == "xml:truncated"
    assert "cut off" in finding.message
    assert report.activities == 2
    assert finding.line == 2 + len(activity.split("\n"))


def test_a_missing_end_of_the_file_is_told(checked, activity):
    finding = only(checked(f'<iati-activities version="2.03">{activity}', whole=True))
    assert finding.rule == "xml:syntax"


def test_bytes_that_are_not_what_the_file_says_are_told_with_their_place(checked, activity):
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<iati-activities version="2.03">\n{activity}\n</iati-activities>'
    content = text.replace("A made-up thing", "Å").encode("latin-1")
    finding = only(checked(content, whole=True))
    assert (finding.rule, finding.line) == ("xml:encoding", 6)
    assert content[finding.byte] == 0xC5
    assert "0xC5" in finding.message
    assert checked(content.replace(b"UTF-8", b"ISO-8859-1"), whole=True).valid


@pytest.mark.parametrize("said", ["UTF-16", "klingon-8"])
def test_a_wrong_encoding_is_told_and_the_file_read_all_the_same(checked, activity, said):
    text = f'<?xml version="1.0" encoding="{said}"?>\n<iati-activities version="2.03">{activity}</iati-activities>'
    finding = only(checked(text, whole=True))
    assert finding.rule == "xml:encoding"
    assert said in finding.message


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig"])
def test_wide_characters_are_read_and_places_are_those_of_the_file(checked, activity, encoding):
    declared = "UTF-8" if encoding == "utf-8-sig" else "UTF-16"
    wrong = activity.replace('"60"', '"61"').replace("made-up thing", "made-up Å 🏔 thing")
    text = f'<?xml version="1.0" encoding="{declared}"?>\n<iati-activities version="2.03">\n{wrong}\n</iati-activities>'
    content = text.encode(encoding)
    finding = only(checked(content, whole=True, checks=["own"]))
    assert (finding.rule, finding.line) == ("own:percentage-sum", 12)
    bare = {"utf-16": "utf-16-le", "utf-32": "utf-32-le", "utf-8-sig": "utf-8"}.get(encoding, encoding)
    assert content[finding.byte :].decode(bare).startswith('<sector code="15220"')


def test_undeclared_prefixes_are_told_and_the_rest_is_checked(checked, activity):
    text = activity.replace("<title>", '<x:own/>\n<title a:b="c">').replace('"60"', '"61"')
    report = checked(text, checks=["own"])
    assert [(one.rule, one.line) for one in report.findings] == [
        ("xml:prefix", 6),
        ("xml:prefix", 7),
        ("own:percentage-sum", 13),
    ]


def test_a_comment_or_quoted_part_with_tags_in_it_counts_for_nothing(checked, activity, rules):
    hidden = "<!-- <iati-activity> --><![CDATA[ <iati-activity> ]]>"
    text = activity.replace("A made-up thing", f"A {hidden} thing").replace('"60"', '"61"')
    report = checked(f"<!-- <iati-activity></iati-activity> -->{text}")
    assert report.activities == 1
    assert rules(report) == {("error", "own:percentage-sum"), ("error", "ruleset:2.1.2")}
    assert report.findings[0].line == 3 + 9


def test_packed_files_are_read(tmp_path, activity):
    text = f'<iati-activities version="2.03">{activity.replace("60", "61")}</iati-activities>'
    (tmp_path / "a.xml.gz").write_bytes(gzip.compress(text.encode()))
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("one.xml", text)
        archive.writestr("folder/two.xml", "")
        archive.writestr("readme.txt", "read me")
    reports = check(tmp_path / "a.xml.gz", tmp_path / "b.zip", checks=["schema", "codelists"])
    assert [report.file for report in reports] == [
        str(tmp_path / "a.xml.gz"),
        str(tmp_path / "b.zip") + "/one.xml",
        str(tmp_path / "b.zip") + "/two.xml",
    ]
    assert [report.activities for report in reports] == [1, 1, 0]


def test_what_unpacks_without_end_is_refused(tmp_path):
    bomb = tmp_path / "bomb.xml.gz"
    bomb.write_bytes(gzip.compress(b" " * 300_000_000, 9))
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("one.xml", b" " * 300_000_000)
    for report in check(bomb, tmp_path / "bomb.zip"):
        assert "bomb" in only(report).message


@pytest.mark.parametrize(
    "content",
    # Packed without the second of the clock: workers that collect in different seconds must find the same tests.
    [b"\x1f\x8b\x08\x00broken", gzip.compress(b"<iati-activities/>", mtime=0)[:-5], b"PK\x03\x04rest"],
    ids=["no gzip inside", "cut off", "no zip inside"],
)
def test_a_damaged_packed_file_is_refused(checked, content):
    assert only(checked(content, whole=True)).rule == "file:unreadable"


def test_what_is_not_there_stops_nothing(tmp_path, activity):
    good = tmp_path / "good.xml"
    good.write_text(f'<iati-activities version="2.03">{activity}</iati-activities>', encoding="utf-8")
    reports = check(tmp_path / "missing.xml", tmp_path, good, "\0")
    assert [report.valid for report in reports] == [False, False, True, False]
    assert reports[0].findings[0].message == "there is no such file"
    assert {report.findings[0].rule for report in reports if report.findings} == {"file:unreadable"}


def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    [report] = check(tmp_path / "pipe")
    assert only(report).message == "is not a file"


def test_a_value_without_end_is_cut_where_it_is_shown(changed):
    report = changed(
        'code="15220" percentage="60"', f'vocabulary="{"9" * 100_000}" code="x" percentage="-{"1" * 100_000}"'
    )
    assert report.findings
    assert max(len(one.message) for one in report.findings) <= 1000


def test_an_unknown_check_is_refused():
    with pytest.raises(UsageError, match="there is no check “spelling”"):
        check(checks=["spelling"])


def test_lines_are_right_beyond_65535_and_with_any_line_end(checked, activity):
    text = "\n" * 70_000 + activity.replace('"60"', '"61"')
    assert checked(text).findings[0].line == 2 + 70_000 + 10
    classic = f'<iati-activities version="2.03">\n{activity.replace("60", "61")}\n</iati-activities>'.replace(
        "\n", "\r"
    )
    assert checked(classic, whole=True, checks=["own"]).findings[0].line == 1 + 10


def test_a_quotation_mark_in_a_vocabulary_is_no_part_of_a_rule(changed):
    for vocabulary in ("&apos;] | //*[&apos;", "&quot;", "&apos;&quot;", "$1"):
        report = changed('code="15220"', f'vocabulary="{vocabulary}" code="x"', checks=["rulesets"])
        assert not [one for one in report.findings if one.rule == "file:unreadable"]


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ('percentage="40"', 'percentage="{}"', "own:percentage-unreadable"),
        (">500.50<", ">{}<", "own:amount-unreadable"),
        ('iso-date="2020-02-01"', 'iso-date="{}"', "own:date-unreadable"),
    ],
)
def test_three_million_digits_are_a_finding(changed, rules, old, new, rule):
    report = changed(old, new.format("1" * 3_000_000))
    assert ("error", rule) in rules(report)
    assert not [one for one in report.findings if one.rule.endswith("check-failed")]


def _boom(_activity):
    raise ArithmeticError
    yield


def test_a_check_of_our_own_that_fails_is_named_and_stops_no_other(changed, monkeypatch):
    monkeypatch.setattr(table, "OWN", (replace(OWN[0], find=_boom), *OWN[1:]))
    report = changed(">500.50<", ">5,5<", checks=["own"])
    failed, comma = report.findings
    assert (failed.severity, failed.rule) == ("error", "own:check-failed")
    assert "the check “percentage-sum” failed here (ArithmeticError)" in failed.message
    assert comma.rule == "own:decimal-comma"


def test_a_family_of_checks_that_fails_is_named_and_stops_no_other(changed, monkeypatch):
    monkeypatch.setitem(run._OF_ACTIVITIES, "codelists", _boom)
    failed, comma = changed(">500.50<", ">5,5<", checks=["codelists", "own"]).findings
    assert failed.rule == "file:check-failed"
    assert "“codelists”" in failed.message
    assert comma.rule == "own:decimal-comma"


def test_a_file_on_which_checking_fails_stops_no_other(tmp_path, activity, monkeypatch):
    monkeypatch.setattr(run, "check_document", lambda name, *_: _boom(name).send(None))
    paths = [tmp_path / "a.xml", tmp_path / "b.xml"]
    for path in paths:
        path.write_text(activity, encoding="utf-8")
    assert [only(report).rule for report in check(*paths)] == ["file:check-failed"] * 2
