"""Checking one document: its frame, and its activities one after the other, so that memory stays flat."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from forlik.core.errors import LONGEST, LONGEST_PLACE
from forlik.core.printable import printable
from forlik.iati.check import broken
from forlik.iati.check.activity import Activity, is_before_2
from forlik.iati.check.broken import Word
from forlik.iati.check.codes import check_root_codes
from forlik.iati.check.encodings import LARGEST_WIDE, Encoding, encoding_of
from forlik.iati.check.fault import Fault, Placed, stumbled
from forlik.iati.check.frame import Frame
from forlik.iati.check.intake import Content
from forlik.iati.check.layout import Root, Unit, prologue, root_of, units
from forlik.iati.check.own import Known
from forlik.iati.check.places import lines, offsets, wide_offsets
from forlik.iati.check.report import Finding, Report
from forlik.iati.check.schema import check_frame
from forlik.iati.check.siblings import Siblings
from forlik.iati.check.trees import Tree, parsed
from forlik.iati.check.unit import Wrapper, spot, wrapper_of
from forlik.iati.check.version import version_word
from forlik.iati.standard import KINDS, XML_LANG


@dataclass(frozen=True, slots=True)
class Checks:
    """What is to be checked.

    Args:
        names: Families of checks.
        of_activities: What is held against every activity, by the name of its family.
        known: Identifiers met so far.
        now: The present.
    """

    names: frozenset[str]
    of_activities: Mapping[str, Callable[[Activity], Iterator[Fault]]]
    known: Known
    now: datetime


def check_document(name: str, content: Content, checks: Checks) -> Report:
    """Check one document.

    Args:
        name: What the report calls it.
        content: Its bytes.
        checks: What to check.
    """
    encoding = encoding_of(content)
    if encoding.wide:
        if len(content) > LARGEST_WIDE:
            word = Word("file:too-large", f"the file is {encoding.wide} and too large for that", "save it as UTF-8")
            return _report(name, content, None, 0, [_placed(word, "", 0)])
        text = bytes(content[encoding.mark :]).decode(encoding.wide, "replace").encode()
        report = _checked(name, text, encoding, checks)
        return _widened(report, text, encoding)
    return _checked(name, content, encoding, checks)


def _checked(name: str, content: Content, encoding: Encoding, checks: Checks) -> Report:
    begin = 0 if encoding.wide else encoding.mark
    place = prologue(content, begin)
    word = _refusal(content, place)
    root = None if word else root_of(content, place)
    if root is None or root.kind is None:
        word = word or (broken.other_root(root) if root else broken.not_xml(content, place))
        return _report(name, content, root, 0, [_placed(word, "", place if word.rule != "file:empty" else -1)])
    found: list[Placed] = []
    path = f"/{root.name}"
    if encoding.fault:
        fault = Word("xml:encoding", f"the file {encoding.fault}; it is read as UTF-8", "name its real encoding")
        found.append(_placed(fault, path, begin))
    found.extend(_placed(one, path, root.start) for one in _of_root(root, checks))
    wrapper = wrapper_of(root, encoding.name)
    replaced = wrapper.declaration if encoding.wide or encoding.fault else b""
    frame = Frame(content, root, replaced, begin)
    number, cut = 0, False
    for unit in units(content, root):
        number = unit.number
        frame.leave_out(unit)
        cut = not unit.closed and unit.end == len(content)
        found.extend(_of_unit(name, content, root, wrapper, unit, checks))
    found.extend(_of_frame(frame, root, wrapper, checks, cut=cut))
    return _report(name, content, root, number, found)


def _refusal(content: Content, place: int) -> Word | None:
    """Why a document is not read at all."""
    if place >= len(content):
        return broken.EMPTY
    begin = bytes(content[place : place + 64]).lower()
    if begin.startswith(b"<!doctype"):
        return broken.HTML if begin[len(b"<!doctype") :].split()[:1] in ([b"html"], [b"html>"]) else broken.DOCTYPE
    return None


def _of_root(root: Root, checks: Checks) -> Iterator[Word]:
    if root.alone:
        yield broken.ALONE
    word = version_word(root.version, schema="schema" in checks.names, rules="rulesets" in checks.names)
    if word:
        yield word


def _of_unit(name: str, content: Content, root: Root, wrapper: Wrapper, unit: Unit, checks: Checks) -> Iterator[Placed]:
    """Everything that is found in one activity."""
    text = bytes(content[unit.start : unit.end])
    path = f"/{root.name}" if root.alone else f"/{root.name}/{KINDS[wrapper.kind][1]}[{unit.number}]"
    if not unit.closed:
        ends = unit.end == len(content)
        word = broken.cut_off(lines(content, [len(content)])[len(content)]) if ends else broken.NOT_CLOSED
        yield _placed(word, path, unit.start)
        return
    tree = parsed(wrapper.around(text))
    if tree.root is None or not len(tree.root):
        word, place = spot(text, tree, wrapper)
        yield _placed(word, path, unit.start + place)
        return
    version = root.version if root.version is not None else tree.root[0].get("version", "")
    activity = Activity(tree.root, tree.root[0], wrapper.kind, version, checks.now)
    against = dict(checks.of_activities)
    if "own" in checks.names:
        against["duplicates"] = lambda one: checks.known.check(one, text, name, unit.number)
    faults = [fault for family, one in against.items() for fault in _guarded(family, one, activity)]
    identifier = printable(activity.identifier, LONGEST_PLACE)
    for trouble in {one.message: one for one in tree.troubles}.values():
        word = broken.undeclared(trouble)
        yield _placed(word, path, unit.start + wrapper.place(text, trouble), identifier)
    found = offsets(text, activity.root, (fault.node for fault in faults), skipped=1)
    siblings = Siblings()
    for fault in faults:
        place = unit.start + found.get(fault.node, 0)
        yield _from_fault(fault, path + siblings.path(fault.node, activity.element), place, identifier)


def _guarded(name: str, one: Callable[[Activity], Iterator[Fault]], activity: Activity) -> Iterator[Fault]:
    try:
        yield from one(activity)
    except Exception as error:  # noqa: BLE001 - whatever it is, the other checks and files are told
        yield stumbled("file:check-failed", name, error, activity.element)


def _of_frame(frame: Frame, root: Root, wrapper: Wrapper, checks: Checks, *, cut: bool) -> Iterator[Placed]:
    """Everything that is found around the activities."""
    path, text = f"/{root.name}", frame.text()
    if not frame.complete:
        yield _placed(broken.TOO_MUCH_AROUND, path, root.end)
        return
    tree = parsed(text)
    for trouble in tree.troubles:
        # Of a file that is cut off, that nothing is closed says nothing new.
        if not cut:
            word, place = spot(text, Tree(tree.root, (trouble,)), None)
            yield _placed(word, path, frame.origin(place))
    if root.alone:
        return
    if tree.root is None:
        tree, text = parsed(wrapper.around(b"<" + KINDS[wrapper.kind][1].encode() + b"/>")), b""
        if tree.root is None:
            return
    faults: list[Fault] = []
    if "codelists" in checks.names:
        faults.extend(check_root_codes(tree.root))
    if "schema" in checks.names and not is_before_2(root.version or ""):
        faults.extend(check_frame(tree.root, wrapper.kind))
    found = offsets(text, tree.root, (fault.node for fault in faults), skipped=0)
    siblings = Siblings()
    for fault in faults:
        offset = frame.origin(found[fault.node]) if fault.node in found else root.start
        yield _from_fault(fault, path + siblings.path(fault.node, tree.root), offset, "")


def _from_fault(fault: Fault, path: str, offset: int, identifier: str) -> Placed:
    attribute = "xml:lang" if fault.attribute == XML_LANG else fault.attribute
    element = f"{path}/@{attribute}" if attribute else path
    message = printable(fault.message, LONGEST)
    return Placed(fault.severity, fault.rule, element, offset, message, fault.remedy, identifier)


def _placed(word: Word, path: str, offset: int, identifier: str = "") -> Placed:
    return Placed(word.severity, word.rule, path, offset, word.message, word.remedy, identifier)


def _report(name: str, content: Content, root: Root | None, activities: int, found: Iterable[Placed]) -> Report:
    placed = sorted(found, key=lambda one: one.offset)
    line = lines(content, (one.offset for one in placed if one.offset >= 0))
    findings = tuple(
        Finding(
            one.severity,
            one.rule,
            one.element,
            line.get(one.offset, 0),
            max(one.offset, 0),
            one.message,
            one.remedy,
            one.activity_id,
        )
        for one in placed
    )
    valid = not any(one.severity == "error" for one in findings)
    return Report(name, valid, root.version if root else None, root.kind if root else None, activities, findings)


def _widened(report: Report, text: bytes, encoding: Encoding) -> Report:
    """A report with the offsets of the file as it is, not of the UTF-8 it was read as."""
    places = wide_offsets(text, (one.byte for one in report.findings), encoding.wide, encoding.mark)
    findings = tuple(
        Finding(
            one.severity,
            one.rule,
            one.element,
            one.line,
            places[one.byte],
            one.message,
            one.remedy,
            one.activity_id,
        )
        for one in report.findings
    )
    return Report(report.file, report.valid, report.version, report.kind, report.activities, findings)
