"""Identifiers that nobody will find again: with white space, or not of the organisation that reports."""

from collections.abc import Iterator

from forlik.iati.check.activity import Activity
from forlik.iati.check.own.hit import Hit
from forlik.iati.check.rulesets.values import quoted

_ATTRIBUTES = {
    "reporting-org": "ref",
    "participating-org": "ref",
    "related-activity": "ref",
    "other-identifier": "ref",
    "provider-org": "ref",
    "receiver-org": "ref",
    "owner-org": "ref",
}
_ELEMENTS = ("iati-identifier", "organisation-identifier")


def foreign(activity: Activity) -> Iterator[Hit]:
    """Identifiers of activities that begin with no identifier of the reporting organisation, present or former."""
    node = activity.element.find("iati-identifier")
    if activity.kind != "activity" or node is None or not activity.identifier or not activity.reporter.strip():
        return
    former = (one.get("ref", "").strip() for one in activity.element.iterfind("other-identifier[@type='B1']"))
    known = (activity.reporter.strip(), *(ref for ref in former if ref))
    if not activity.identifier.startswith(known):
        yield Hit(node, "", {"value": quoted(activity.identifier), "reporter": quoted(known[0])})


def spaced(activity: Activity) -> Iterator[Hit]:
    """Identifiers with white space in or around them."""
    for node in activity.element.iterchildren(*_ELEMENTS):
        if _has_space(node.text or ""):
            yield Hit(node, "", {"value": _shown(node.text)})
    for node in activity.element.iter(*_ATTRIBUTES):
        name = _ATTRIBUTES[node.tag]
        if _has_space(node.get(name, "")):
            yield Hit(node, name, {"value": _shown(node.get(name))})


def _has_space(text: str) -> bool:
    return any(sign.isspace() for sign in text)


def _shown(text: str) -> str:
    # With the spaces seen as what they are: a line end within is the fault itself.
    return "“" + "".join("␣" if sign.isspace() else sign for sign in text)[:120] + "”"
