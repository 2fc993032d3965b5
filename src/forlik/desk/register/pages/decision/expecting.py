"""From the rows of the form to expectations and exit criteria, each with what is wrong in it at its own input."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from django.utils.translation import gettext as _t
from pydantic import ValidationError

from forlik import places
from forlik.core.errors import PlaceRefused
from forlik.desk.register.forms.mistakes import mistakes
from forlik.desk.register.pages.decision.written import EXIT, EXPECTATION, Row, Written
from forlik.desk.register.writing import new_id
from forlik.discover import measures
from forlik.register.concept import Concept
from forlik.register.concepts import Assessment, Commitment
from forlik.register.option import Option

Kind = TypeVar("Kind", bound=Concept)
Mistake = tuple[str, str]
"""Name of an input, and what is wrong there."""
HELD = ("resolves_on", "base_rate", "measure", "period", "relation", "threshold")
"""Inputs that say what an expectation is held against."""
WORLD = "World"
MONTHLY = "country-month"
MONTH = len("2027-03")


def expectations(
    written: Written, option: Option, said: Mapping[str, Any], wrong: list[Mistake]
) -> tuple[tuple[str, Assessment], ...]:
    """The expectations that were written, those that can be read, each with the names of its inputs.

    Args:
        written: What was written.
        option: The option that they are about.
        said: What all of them say: day, author, evidence.
        wrong: Where what is wrong is put.
    """
    found = []
    for before, row in written.filled(EXPECTATION):
        lacks = [(f"{before}{name}", _t("this is needed")) for name in ("finding", "score", "resolves_on")]
        wrong += [one for one in lacks if not row[one[0].removeprefix(before)]]
        body, amiss = _expected(row, option)
        wrong += [(before + name, text) for name, text in amiss]
        whole = {**said, **body, "kind": "expectation", "option": str(option), "finding": row["finding"] or None}
        one = _made(Assessment, whole, before, {"expected": "measure"}, wrong)
        if one is not None:
            found.append((before, one))
    return tuple(found)


def exit_criteria(
    written: Written, engagement: str | None, said: Mapping[str, Any], wrong: list[Mistake]
) -> tuple[tuple[str, Commitment], ...]:
    """The exit criteria that were written, as promises of the engagement.

    Args:
        written: What was written.
        engagement: Id of the engagement; none where it is not known which.
        said: What all of them say.
        wrong: Where what is wrong is put.
    """
    found = []
    for before, row in written.filled(EXIT):
        lacks = [(before + name, _t("this is needed")) for name in ("promise", "on") if not row[name]]
        wrong += lacks
        body = {
            **said,
            "kind": "exit_criterion",
            "engagement": engagement,
            "promise": row["promise"] or None,
            "due": {"on": row["on"]} if row["on"] else None,
        }
        one = _made(Commitment, body, before, {"due": "on"}, wrong)
        if one is not None and not lacks:
            found.append((before, one))
    return tuple(found)


def _made(kind: type[Kind], body: Mapping[str, Any], before: str, inputs: Any, wrong: list[Mistake]) -> Kind | None:
    """The record; none where it says what cannot be."""
    try:
        return kind(id=new_id(), **body)
    except ValidationError as error:
        for loc, text in mistakes(error):
            inner = str(loc[-1]) if loc else ""
            name = inner if inner in HELD or inner in ("finding", "score", "promise", "on") else ""
            wrong.append((before + (name or inputs.get(str(loc[0]) if loc else "", "finding")), text))
        return None


def _expected(row: Row, option: Option) -> tuple[dict[str, Any], list[Mistake]]:
    """What an expectation says beside its words: its probability, and what it is held against."""
    held: dict[str, Any] = {name: row[name] for name in HELD if row[name]}
    body: dict[str, Any] = {"score": row["score"] or None, "expected": held or None}
    wrong = list(_odds(row["score"]))
    measure = measures().get(row["measure"])
    if row["measure"] and measure is None:
        wrong.append(("measure", _t("there is no such measure")))
    if measure is not None:
        # The bound is in the measure's own unit, or it would tell nothing.
        held["unit"] = measure.unit
        body["place"], amiss = place_of(row["place"], option)
        wrong += amiss
        monthly = measure.grain == MONTHLY
        if row["period"] and (len(row["period"]) == MONTH) != monthly:
            text = _t("it has a figure a month: write 2027-03") if monthly else _t("it has a figure a year: write 2027")
            wrong.append(("period", text))
    return body, wrong


def _odds(score: str) -> Iterator[Mistake]:
    """Who is certain expects nothing that could be learnt from."""
    if score.isascii() and score.isdigit() and not 0 < int(score) < 100:  # noqa: PLR2004 - percent
        yield "score", _t("a probability from 1 to 99 percent: who is certain has nothing to learn from it")


def place_of(text: str, option: Option) -> tuple[str | None, list[Mistake]]:
    """The code of a place; of none, that of the option."""
    if not text or text in (option.place, WORLD):
        return text or option.place, []
    try:
        return places.place(text).iso3, []
    except PlaceRefused as error:
        near = f" ({', '.join(error.candidates)})" if error.candidates else ""
        return None, [("place", _t("this is no country or territory") + near)]
