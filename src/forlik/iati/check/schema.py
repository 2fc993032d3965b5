"""Holding one activity against the official schema, and saying in words what it says in types."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from forlik.iati.check.activity import Activity
from forlik.iati.check.fault import Fault
from forlik.iati.check.rulesets.values import quoted
from forlik.iati.check.siblings import Siblings
from forlik.iati.standard import KINDS, Kind, schema

_NAMESPACE = re.compile(r"\{[^{}]*\}")
_SUBJECT = re.compile(r"Element '([^']*)'(?:, attribute '([^']*)')?: (.*)", re.DOTALL)
_EXPECTED = re.compile(r"Expected is (?:one of )?\( (.*) \)\.")
_VALUE = re.compile(r"'(.*)' is not a valid value of the (?:atomic|list|union|local atomic) type '([^']*)'", re.DOTALL)
_NAMED = re.compile(r"The attribute '([^']*)'")
_TYPES = {
    "xs:date": "a date: write it as 2024-06-30",
    "xs:dateTime": "a date with a time: write it as 2024-06-30T12:00:00Z",
    "xs:decimal": "a number: write digits and a point, no commas, spaces or signs of currency",
    "xs:int": "a whole number",
    "xs:integer": "a whole number",
    "xs:nonNegativeInteger": "a whole number that is not negative",
    "xs:positiveInteger": "a whole number above zero",
    "xs:boolean": "true or false: write 1 or 0",
    "xs:anyURI": "an address: write it with http:// or https:// and without spaces",
    "xs:language": "a language: write its two letters, such as en or fr",
    "xs:NMTOKEN": "one word without spaces",
}
FOREIGN = "##other"
"""What the schema calls an element of another namespace, which may stand at the end of most elements."""


@dataclass(frozen=True, slots=True)
class Words:
    """A fault of the schema in words.

    Args:
        rule: Kind of fault.
        attribute: Attribute concerned; empty when the element is.
        message: What is wrong.
        remedy: What to do.
    """

    rule: str
    attribute: str
    message: str
    remedy: str


def check_schema(activity: Activity) -> Iterator[Fault]:
    """What the schema says of one activity or organisation.

    Faults of the element around all are of the file, and are told once: see :func:`check_frame`. No schema of 1.0x is
    kept.

    Args:
        activity: The activity.
    """
    if not activity.before_2:
        for error, node in _errors(activity.root, activity.kind):
            if node is not activity.root:
                yield _fault(error, node)


def check_frame(root: Any, kind: Kind) -> Iterator[Fault]:
    """What the schema says of a file around its activities.

    Args:
        root: Root of the file, with an empty element in the place of activities.
        kind: Kind of file.
    """
    for error, node in _errors(root, kind):
        # The empty element misses everything: what it stands for is looked at by itself.
        if node.tag != KINDS[kind][1]:
            yield _fault(error, node)


def _errors(root: Any, kind: Kind) -> Iterator[tuple[Any, Any]]:
    official = schema(kind)
    if official.validate(root):
        return
    siblings = Siblings()
    for error in official.error_log:
        yield error, siblings.follow(root, error.path)


def _fault(error: Any, node: Any) -> Fault:
    said = words(error.type_name, error.message, node)
    return Fault("error", f"xsd:{said.rule}", node, said.attribute, said.message, said.remedy)


def words(kind: str, message: str, node: Any) -> Words:
    """A message of the parser in words a publisher understands; its own where there are no better ones.

    Args:
        kind: The parser's name of the kind of error.
        message: The parser's message.
        node: The element.
    """
    plain = _NAMESPACE.sub("", message)
    subject = _SUBJECT.fullmatch(plain)
    if subject is None:
        return Words("other", "", plain, "see the schema of the standard")
    element, attribute, rest = subject[1], subject[2] or "", subject[3]
    say = _SAY.get(kind)
    return (say and say(element, attribute, rest, node)) or Words(
        "other", attribute, f"{_at_what(element, attribute)}: {rest}", "see the schema of the standard"
    )


def _content(element: str, _: str, rest: str, node: Any) -> Words | None:
    expected = _EXPECTED.search(rest)
    choices = [one for one in expected[1].rstrip("*").split(", ") if not one.startswith("##")] if expected else []
    listed = ", ".join(f"<{one.strip('*')}>" for one in choices)
    if rest.startswith("Missing child element"):
        return Words(
            "missing-element",
            "",
            f"<{element}> is not complete: {listed or 'an element'} is missing",
            f"add {listed or 'what the standard asks for'}",
        )
    if not rest.startswith("This element is not expected"):
        return None
    return Words("unexpected-element", "", f"<{element}> cannot stand here", _instead(element, listed, node))


def _instead(element: str, listed: str, node: Any) -> str:
    here = node.getparent()
    before = [] if here is None else [one.tag for one in node.itersiblings(preceding=True) if one.tag == element]
    if not listed:
        return f"take <{element}> out" + (": one of it is allowed" if before else ", or move it to where it belongs")
    return f"the standard has an order, and here it expects {listed}: move <{element}> to its place, or take it out"


def _value(element: str, attribute: str, rest: str, node: Any) -> Words | None:
    found = _VALUE.search(rest)
    if found is None:
        return None
    given = (node.get(attribute) if attribute else node.text) or found[1]
    what = _TYPES.get(found[2], f"of the type {found[2].removeprefix('xs:')}")
    place = _at_what(element, attribute)
    named = what.partition(":")
    message = f"{place} is empty" if not given.strip() else f"{place} has the value {quoted(given)}"
    return Words(
        "attribute-value" if attribute else "element-value",
        attribute,
        f"{message}, which is not {named[0]}",
        (named[2].strip() if named[2] else f"give {named[0]}") + ", or leave it out where it may be absent",
    )


def _missing_attribute(element: str, _: str, rest: str, __: Any) -> Words | None:
    found = _NAMED.search(rest)
    if found is None:
        return None
    name = found[1]
    return Words("missing-attribute", "", f"<{element}> has no {name}", f'add {name}="…" to <{element}>')


def _unknown_attribute(element: str, attribute: str, __: str, node: Any) -> Words:
    given = node.get(attribute)
    shown = f" ({quoted(given)})" if given is not None else ""
    return Words(
        "unknown-attribute",
        attribute if given is not None else "",
        f"<{element}> cannot have {attribute}{shown}",
        f"take {attribute} out; an addition of your own needs a namespace of its own",
    )


def _text(element: str, _: str, __: str, node: Any) -> Words:
    texts = [text for text in (node.text, *(child.tail for child in node)) if text and text.strip()]
    shown = quoted(texts[0]) if texts else "text"
    return Words(
        "unexpected-text",
        "",
        f"<{element}> holds {shown}, where only elements or nothing may stand",
        "put the text into an element that may have it, in 2.0x most often <narrative>",
    )


def _unknown_root(element: str, _: str, __: str, ___: Any) -> Words:
    return Words("unknown-element", "", f"<{element}> is no element of the standard", "use an element of the standard")


def _at_what(element: str, attribute: str) -> str:
    return f"{attribute} of <{element}>" if attribute else f"<{element}>"


_SAY: dict[str, Callable[[str, str, str, Any], Words | None]] = {
    "SCHEMAV_ELEMENT_CONTENT": _content,
    "SCHEMAV_CVC_COMPLEX_TYPE_4": _missing_attribute,
    "SCHEMAV_CVC_DATATYPE_VALID_1_2_1": _value,
    "SCHEMAV_CVC_DATATYPE_VALID_1_2_2": _value,
    "SCHEMAV_CVC_DATATYPE_VALID_1_2_3": _value,
    "SCHEMAV_CVC_COMPLEX_TYPE_3_2_1": _unknown_attribute,
    "SCHEMAV_CVC_COMPLEX_TYPE_3_2_2": _unknown_attribute,
    "SCHEMAV_CVC_COMPLEX_TYPE_2_1": _text,
    "SCHEMAV_CVC_COMPLEX_TYPE_2_3": _text,
    "SCHEMAV_CVC_ELT_1": _unknown_root,
}
