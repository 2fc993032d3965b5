"""Codes that are on no list, or no longer."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from forlik.iati.check.activity import Activity
from forlik.iati.check.fault import Fault
from forlik.iati.check.report import Severity
from forlik.iati.check.rulesets.values import quoted
from forlik.iati.standard import KINDS, XML_LANG, Codelist, Use, codelists, mapping

_LONGEST = 200


@dataclass(slots=True)
class _Branch:
    """What is to be looked at below one element: attributes with a list, and children that have some."""

    uses: list[Use] = field(default_factory=list)
    children: dict[str, "_Branch"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Remark:
    """What is to be said of a code, wherever it stands."""

    severity: Severity
    message: str
    remedy: str


def check_codes(activity: Activity) -> Iterator[Fault]:
    """Codes of one activity or organisation that are not on their list, or were withdrawn from it.

    Args:
        activity: The activity.
    """
    branch = _branches(activity.element.tag)
    if branch is not None:
        yield from _walk(activity.element, branch, before_2=activity.before_2)
    yield from _languages(activity.element)


def check_root_codes(root: Any) -> Iterator[Fault]:
    """The same for the element around all.

    Args:
        root: Root of the file.
    """
    branch = _branches(root.tag)
    for use in branch.uses if branch is not None else ():
        yield from _held(root, use)


def _walk(element: Any, branch: _Branch, *, before_2: bool) -> Iterator[Fault]:
    for use in branch.uses:
        if not (before_2 and of_version_2(use.codelist)):
            yield from _held(element, use)
    if branch.children:
        for child in element:
            below = branch.children.get(child.tag)
            if below is not None:
                yield from _walk(child, below, before_2=before_2)


def _held(element: Any, use: Use) -> Iterator[Fault]:
    value = element.get(use.attribute) if use.attribute else element.text
    if value is not None and use.holds(element.get("vocabulary")):
        remark = _remark(use.codelist, value)
        if remark is not None:
            rule = f"codelist:{use.codelist}"
            yield Fault(remark.severity, rule, element, use.attribute, remark.message, remark.remedy)


def _languages(element: Any) -> Iterator[Fault]:
    for one in element.iter("*"):
        value = one.get(XML_LANG)
        remark = None if value is None else _remark("Language", value)
        if remark is not None:
            yield Fault(remark.severity, "codelist:Language", one, "xml:lang", remark.message, remark.remedy)


def of_version_2(name: str) -> bool:
    """Whether the codes of a list are those of 2.0x, so that a file of 1.0x cannot be held against it.

    A list that changes only with the standard is of one version, and 1.0x had other vocabularies.

    Args:
        name: Name of the list.
    """
    return codelists()[name].embedded or name.endswith("Vocabulary")


def _remark(name: str, value: str) -> _Remark | None:
    # No code is as long; what is must not fill the memory with its like.
    return _kept(name, value) if len(value) <= _LONGEST else _unknown(codelists()[name], value)


@functools.lru_cache(maxsize=16_384)
def _kept(name: str, value: str) -> _Remark | None:
    listed = codelists()[name]
    code = listed.get(value)
    if code is None:
        return _unknown(listed, value)
    if not code.withdrawn:
        return None
    since = f" on {code.withdrawal}" if code.withdrawal else ""
    meaning = f" ({code.name})" if code.name else ""
    return _Remark(
        "warning",
        f"code {quoted(value)}{meaning} was withdrawn{since} from the list {listed.name}",
        f"use {code.replacement} instead" if code.replacement else f"use a current code of the list {listed.name}",
    )


def _unknown(listed: Codelist, value: str) -> _Remark:
    near = next((code for code in listed if code.lower() == value.strip().lower()), "")
    meant = f"write {near}" if near else f"use a code of the list {listed.name}"
    if not value.strip():
        return _Remark("error", f"no code is given; one of the list {listed.name} is expected", meant)
    if listed.complete:
        return _Remark("error", f"code {quoted(value)} is not on the list {listed.name}", meant)
    return _Remark(
        "warning",
        f"code {quoted(value)} is not on the list {listed.name}, which names the usual ones only",
        f"check it; {meant} where one fits",
    )


@functools.cache
def _branches(tag: str) -> _Branch | None:
    """The tree of attributes to look at, from one element on."""
    top = {name for _, one, _ in KINDS.values() for name in (one,)} | {root for root, _, _ in KINDS.values()}
    if tag not in top:
        return None
    branch = _Branch()
    for use in mapping():
        if use.elements and use.elements[0] == tag:
            here = branch
            for name in use.elements[1:]:
                here = here.children.setdefault(name, _Branch())
            here.uses.append(use)
    return branch
