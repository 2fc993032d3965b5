"""Forms filled by rule, from the models, so that a new field is filled, too; and forms read as a browser reads them."""

import html
import re
from html.parser import HTMLParser

from forlik.desk.register.forms.inputs import inputs
from forlik.register.concepts import CONCEPTS
from forlik.register.vocabulary import vocabulary

KINDS = sorted(CONCEPTS)
KIND = {
    "actor": "person",
    "role": "guarantor",
    "act": "decision",
    "text": "agreement",
    "commitment": "provision",
    "assessment": "lesson",
}
"""The kinds taken."""
NAMED = {
    "actor": "fiction-front",
    "assessment": "fiction-sensitivity",
    "commitment": "fiction-tolls",
    "engagement": "fiction-talks",
    "process": "fiction-process",
    "text": "fiction-ceasefire",
    "any": "fiction-talks",
    "actor or person": "fiction-government",
}
SAID = {
    "question": "need-top-20",
    "happened": "2026-01-02",
    "signed": "2026-01-02",
    "made_on": "2026-01-02",
    "since": "2026-01-01",
    "start": "2026",
    "agreed": "2026-01-03",
    "end": "2030-05",
    "until": "2031",
    "dated": "2025-03",
    "starts_on": "2026-02-01",
    "currency": "EUR",
    "url": "https://example.org/a?b=c&d=e",
    "content_hash": "0123456789abcdef" * 4,
    "people": "7",
    "women": "3",
    "score": "3",
    "year": "2024",
    "amount": "1000.50",
    "staff_months": "2.25",
    "offset": "30",
    "base_rate": "40",
    "manifest": "0123456789abcdef" * 4,
    "measure": "deaths_state_based",
    "period": "2027-03",
    "threshold": "25",
    "places": ["SDN", "World"],
    "activities": ["XM-FICTIONAL-1", "XM-FICTIONAL-2"],
    "rule": "relief_alone",
    "version": "2",
    "figures": '[{"name": "activities", "value": "12", "low": "12", "high": "12", "unit": "activities", '
    '"period": "2023", "status": "reported", "reason": null, "names": [], "sources": []}]',
    "baseline": "-2.5",
    "target": "14",
    "actual": "0",
    "period_start": "2024-01-01",
    "period_end": "2024-12-31",
    "restricts": ["funds", "travel"],
}
NOT_TOGETHER = {("Due", "on"), ("Due", "act")}
"""A promise hangs on one thing: here on another promise."""
NOT_NEW = {"withdrawn", "transition", "provisional_until", "approver", "flagged"}
"""A record is not withdrawn when it is begun, and a step has a page of its own; a flag says more than a lesson may."""


def secret_of(learning, who="demo-owner"):
    from forlik.desk.access.people import person

    [one] = person(learning.ids[who], "passkey").memberships
    return f"2:{one.compartment}"


def minimum(concept):
    """Form and body of the least that a record needs."""
    kind = CONCEPTS[concept]
    body = {one.name: value(None, concept, one) for one in inputs(kind) if one.name in kind.NEEDS}
    if kind.EVIDENCED:
        body["evidence"] = [{"citation": "Fictional: a note"}]
    return sent(concept, body), said(concept, body)


def every(learning, concept, but=()):
    """Form and body of everything that can be said of a record."""
    body = {
        one.name: value(learning, concept, one)
        for one in inputs(CONCEPTS[concept])
        if one.name not in NOT_NEW and one.name not in but
    }
    return sent(concept, body), said(concept, body)


def value(learning, concept, one):
    """Something for a field to say."""
    if one.kind in ("rows", "group"):
        parts = {
            part.name: value(learning, concept, part)
            for part in one.parts
            if (part.owner.__name__, part.name) not in NOT_TOGETHER
        }
        return [parts] if one.kind == "rows" else parts
    if one.name == "kind":
        return KIND[concept]
    if one.names == "person":
        whom = learning.ids["demo-owner" if one.name in ("owner", "cleared_by", "reviewed_by") else "demo-deputy"]
        return [whom] if one.kind == "refs" else whom
    if one.names:
        whom = NAMED.get(one.names) or made(learning, one.names)
        return [whom] if one.kind == "refs" else whom
    if one.name in SAID and one.kind != "word":
        return SAID[one.name]
    return {
        "word": lambda: list(vocabulary(one.vocabulary))[-1],
        "words": lambda: list(vocabulary(one.vocabulary))[:2],
        "flag": lambda: True,
        "day": lambda: "2033-01-01",
        "lines": lambda: ["Fictional: one", "Fictional: two"],
        "pairs": lambda: {"fr": "Fictif : un", "nb": "Oppdiktet"},
        "text": lambda: f"Fictional: {one.name}\n\nof two parts",
    }.get(one.kind, lambda: f"Fictional: {one.name}")()


def made(learning, concept):
    """A record that the examples lack."""
    form, _ = minimum(concept)
    assert learning.ask("demo-owner", f"/register/fiction-talks/add/{concept}", **form).status_code == 303
    [id_] = new(learning, "demo-owner", concept)
    return id_


def sent(concept, body):
    """A body as a browser sends it."""
    form = {}
    for one in inputs(CONCEPTS[concept]):
        if one.name in body:
            _send(one, body[one.name], form, "")
    return form


def _send(one, said, form, before):
    name = before + one.name
    if one.kind in ("rows", "group"):
        for turn, row in enumerate(said if one.kind == "rows" else [said]):
            for part in one.parts:
                if part.name in row:
                    _send(part, row[part.name], form, f"{name}.{turn}." if one.kind == "rows" else f"{name}.")
    elif one.kind == "lines":
        form[name] = "\r\n".join(said)
    elif one.kind == "pairs":
        form[name] = "\r\n".join(f"{key}: {text}" for key, text in said.items())
    elif one.kind == "flag":
        form |= {name: "on"} if said else {}
    else:
        form[name] = said if isinstance(said, list) else str(said).replace("\n", "\r\n")


def said(concept, body):
    """A body as its record says it."""
    return CONCEPTS[concept](id="x", **body).model_dump(mode="json", exclude_defaults=True, exclude={"id"})


def seen(learning, who, strength="passkey"):
    """The dossier of a person, now."""
    from datetime import UTC, datetime

    from forlik.core.days import today
    from forlik.desk.access.people import person
    from forlik.desk.records.viewed import view

    return view(person(learning.ids[who], strength), datetime.now(UTC), day=today()).dossier


def new(learning, who, concept):
    """Ids of the records that are not of the examples."""
    return [one.id for one in seen(learning, who).every(CONCEPTS[concept]) if not one.id.startswith("fiction-")]


def found(learning, who, concept):
    """What the one record says that is not of the examples."""
    [id_] = new(learning, who, concept)
    return record(learning, who, id_)


def record(learning, who, id_):
    return seen(learning, who)[id_].model_dump(mode="json", exclude_defaults=True, exclude={"id"})


def revisions(learning, record_):
    """Facet and label → how many revisions, of all facets whoever may see them."""
    from forlik.desk.records.models import Revision

    rows = Revision.objects.filter(facet__record=record_).values_list("facet__name", "facet__label", "n")
    return {(name, label): max(n for a, b, n in rows if (a, b) == (name, label)) for name, label, _ in rows}


class _Form(HTMLParser):
    """The form in the main part of a page, as a browser would send it."""

    def __init__(self):
        super().__init__()
        self.form, self.inside, self.select, self.area, self.first = {}, False, None, None, None

    def handle_starttag(self, tag, attrs):
        one = dict(attrs)
        if tag == "form":
            self.inside = one.get("method") == "post" and "long" in one.get("class", "")
        if not self.inside:
            return
        if tag == "input" and one.get("name") and one["name"] != "csrfmiddlewaretoken":
            if one.get("type") == "checkbox":
                if "checked" in one:
                    self.form.setdefault(one["name"], []).append(one.get("value", "on"))
            else:
                self.form.setdefault(one["name"], []).append(one.get("value", ""))
        if tag == "select":
            self.select, self.first = one["name"], None
        if tag == "option" and self.select:
            self.first = one["value"] if self.first is None else self.first
            if "selected" in one:
                self.form[self.select] = [one["value"]]
        if tag == "textarea":
            self.area = (one["name"], "")

    def handle_data(self, data):
        if self.area:
            self.area = (self.area[0], self.area[1] + data)

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        if tag == "select" and self.select:
            self.form.setdefault(self.select, [self.first])
            self.select = None
        if tag == "textarea" and self.area:
            self.form[self.area[0]] = [self.area[1].removeprefix("\n").replace("\n", "\r\n")]
            self.area = None


def fields_of(answer):
    """The form of an answer, as a browser would send it."""
    reader = _Form()
    reader.feed(answer.content.decode())
    return reader.form


def wrong_of(answer):
    """What an answer says is wrong, without its tags."""
    parts = re.findall(r'<div class="refused".*?</div>', answer.content.decode(), re.DOTALL)
    return html.unescape(re.sub(r"<[^>]*>", " ", " ".join(parts)))


def recorded(learning, who, path, form):
    """Send a form; where something is only told, send it again as it came back."""
    answer = learning.ask(who, path, **form)
    if answer.status_code == 422 and "form-told" in fields_of(answer):
        answer = learning.ask(who, path, **fields_of(answer))
    assert answer.status_code == 303, wrong_of(answer)
    return answer
