"""What is said of a file, or a part of one, that is not XML."""

from dataclasses import dataclass

from forlik.iati.check.intake import Content
from forlik.iati.check.layout import Root
from forlik.iati.check.report import Severity
from forlik.iati.check.rulesets.values import quoted
from forlik.iati.check.trees import Trouble

_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Word:
    """What is said.

    Args:
        rule: As of a finding.
        message: As of a finding.
        remedy: As of a finding.
        severity: As of a finding.
    """

    rule: str
    message: str
    remedy: str
    severity: Severity = "error"


EMPTY = Word("file:empty", "the file is empty", "get it again, or publish it again")
HTML = Word(
    "xml:html",
    "the file is a web page, not IATI: most often an error page that was saved under the file's name",
    "get the file again from its address, and see what the page says",
)
DOCTYPE = Word(
    "xml:doctype",
    "the file begins with a DOCTYPE, which can make a reader open other files or fill its memory; it is not read",
    "take the DOCTYPE out; IATI has no use for one",
)
ALONE = Word(
    "xml:root",
    "the file is one activity or organisation, without the element around all that says the version",
    "put it into <iati-activities version=…> or <iati-organisations version=…>",
    "warning",
)
TOO_MUCH_AROUND = Word(
    "xml:around",
    "what stands beside the activities is more than is looked at; whether it is well formed is not known",
    "see what it is, and take it out",
    "warning",
)


def not_xml(content: Content, place: int) -> Word:
    """What is said of a file that does not begin with an element.

    Args:
        content: The document.
        place: Where the first element should begin.
    """
    begin = bytes(content[place : place + _SHOWN]).decode("utf-8", "replace")
    return Word("xml:none", f"the file is not XML: it begins with {quoted(begin)}", "get or save it as IATI XML")


def other_root(root: Root) -> Word:
    """What is said of a file of another kind.

    Args:
        root: Its root.
    """
    if root.name.lower() == "html":
        return HTML
    return Word(
        "xml:root",
        f"the file begins with <{root.name[:_SHOWN]}>, which is not IATI",
        "give a file that begins with <iati-activities> or <iati-organisations>",
    )


def not_utf8(text: bytes, place: int, encoding: str) -> Word:
    """What is said of bytes that are not what the file says they are.

    Args:
        text: Where they stand.
        place: Offset of the first.
        encoding: What the file says.
    """
    around = quoted(text[max(place - 15, 0) : place + 15].decode("windows-1252", "replace"))
    return Word(
        "xml:encoding",
        f"byte 0x{text[place]:02X} is not {encoding}, as the file says it is; in Windows-1252 it would read {around}",
        "save the file as UTF-8, or name its real encoding in the first line",
    )


def not_well_formed(trouble: Trouble) -> Word:
    """What is said of a part that is not XML.

    Args:
        trouble: What the parser says.
    """
    return Word(
        "xml:syntax",
        f"the XML is broken here: {' '.join(trouble.message.split())[:300]}",
        "correct it at this line; the rest of this element is not checked until it is",
    )


def undeclared(trouble: Trouble) -> Word:
    """What is said of a prefix that nothing declares.

    Args:
        trouble: What the parser says.
    """
    return Word(
        "xml:prefix",
        f"{' '.join(trouble.message.split())[:300]}",
        'declare it with xmlns:…="…" on this element or above it; it is read as part of the name',
    )


def cut_off(line: int) -> Word:
    """What is said of a file that ends in the middle of an activity.

    Args:
        line: Line on which the file ends.
    """
    return Word(
        "xml:truncated",
        f"the file ends on line {line} in the middle of this element: it is cut off",
        "get the file again, or publish it again",
    )


NOT_CLOSED = Word(
    "xml:not-closed",
    "this element is not closed before the next of its kind begins",
    "close it",
)
