"""The public line of a file with its evidence, and what more of it could be released, with what stands against it."""

from typing import Any

from forlik.desk.records.grading import grades_of
from forlik.desk.register.asked import Asked
from forlik.desk.register.forms.choices import Choices
from forlik.desk.register.forms.names import concept_called, field_called
from forlik.desk.register.public_text import PublicText, in_lines, public_text, short
from forlik.desk.register.releasing import open_body, public_view, suggested
from forlik.register.called import called
from forlik.register.concepts import CONCEPTS
from forlik.register.dossier import Case
from forlik.register.facets import OPEN
from forlik.register.public_line import records_of, released
from forlik.register.releasing import Beside, Offered, Refusal, why_not


def public_line(asked: Asked, records: tuple[str, ...]) -> list[dict[str, Any]]:
    """All of the file that the public reads, each with its evidence."""
    public = public_view(asked.viewed).dossier
    found = []
    for one in released(public, records):
        text = public_text(asked, one.record, one.concept, {})
        told = {"id": one.record, "title": called(public[one.record]), "since": one.since}
        found.append({**told, **in_lines(text, one.body)})
    return found


def could_be_released(asked: Asked, case: Case, against: Beside, choices: Choices) -> list[dict[str, Any]]:
    """The open parts that stand under the staff's label, with every rule that stands against each as it stands."""
    mine = grades_of(records_of(case), asked.viewed.person, asked.viewed.now)
    may = {one.which.record for one in mine if one.releases and one.which.facet == OPEN.word}
    found = []
    for record in records_of(case):
        body = open_body(asked.viewed, record)
        if not body:
            continue
        whole = Offered(record, asked.viewed.dossier.concept(record), body, against)
        less = suggested(asked.viewed, record, against)
        out = {*why_not(whole)} if less.body != body else set()
        left = why_not(less)
        row = public_view(asked.viewed).latest(record).get((OPEN.word, "0"))
        if row is None or row.body != less.body:
            found.append(
                {
                    "id": record,
                    "title": choices.named(record),
                    "concept": concept_called(whole.concept),
                    "against": [told(asked, one) for one in left],
                    "left_out": [told(asked, one) for one in why_not(whole) if one in out and one not in left],
                    "again": row is not None,
                    "may": record in may and not asked.dated,
                }
            )
    return found


def closed(asked: Asked, records: tuple[str, ...], choices: Choices) -> list[tuple[str, str]]:
    """The records of which nothing is open: a public text of one is written anew."""
    mine = grades_of(records, asked.viewed.person, asked.viewed.now)
    may = {one.which.record for one in mine if one.releases}
    return [(one, choices.named(one)) for one in records if one in may and not open_body(asked.viewed, one)]


def taken_from(asked: Asked, text: PublicText) -> dict[str, Any]:
    """The open part as it stands, beside which the form is read."""
    return in_lines(text, open_body(asked.viewed, text.id))


def told(asked: Asked, one: Refusal) -> dict[str, Any]:
    """A rule that stands against a text, in words, with the fields that break it."""
    fields = [short(field_called(CONCEPTS[one.concept], name)) for name in one.fields]
    return {"rule": one.rule.name, "said": one.said(asked.language), "fields": ", ".join(fields)}
