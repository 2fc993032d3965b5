"""What a decision makes: the engagement that it opens, exit criteria, expectations, and the decision itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.utils.translation import gettext as _t
from pydantic import ValidationError

from forlik.desk.records.files import may_run
from forlik.desk.register.asked import Asked
from forlik.desk.register.forms.mistakes import mistakes
from forlik.desk.register.pages.decision.expecting import Mistake, exit_criteria, expectations
from forlik.desk.register.pages.decision.screened import Screened
from forlik.desk.register.pages.decision.written import EXIT, EXPECTATION, Written
from forlik.desk.register.writing import new_id
from forlik.register.changing import fits
from forlik.register.concept import Concept
from forlik.register.concepts import Assessment, Commitment, Engagement
from forlik.register.deciding import ENGAGES
from forlik.register.option import Option
from forlik.register.releasing.fiction import made_up

Kind = TypeVar("Kind", bound=Concept)
NEEDED = ("decision", "stance", "dissent", "next_on", "evidence")


@dataclass(frozen=True)
class Made:
    """The records of a decision, those that can be read.

    Args:
        decision: The decision.
        engagement: The engagement that it opens.
        criteria: By what it is seen that the work is done, each with the beginning of the names of its inputs.
        expectations: What is expected, likewise.
        wrong: What is wrong in what was written: name of an input, and what.
    """

    decision: Assessment
    engagement: Engagement | None
    criteria: tuple[tuple[str, Commitment], ...]
    expectations: tuple[tuple[str, Assessment], ...]
    wrong: tuple[Mistake, ...]


def made(asked: Asked, record: str, on: Screened, written: Written) -> Made:
    """The records that what was written makes, and all that is wrong in it.

    Args:
        asked: The question.
        record: Id of the option's record.
        on: The screen as it stands.
        written: What was written.
    """
    texts = written.texts
    wrong: list[Mistake] = [(name, _t("this is needed")) for name in NEEDED if not texts[name]]
    fictional = made_up(asked.viewed.dossier, record)
    evidence = _evidence(texts["evidence"], fictional=fictional)
    judged = {"made_on": asked.day, "author": asked.viewed.person.id, "evidence": evidence}
    engages = texts["decision"] in ENGAGES
    opened = _opened(asked, on, written, evidence, wrong, fictional=fictional) if texts["decision"] == "open" else None
    mine = {one.id for one in runs(asked)} if texts["decision"] == "change" else set()
    into = opened.id if opened else texts["engagement"] if texts["engagement"] in mine else None
    wrong += _elsewhere(written, engages=engages)
    promised = {"agreed": asked.day.isoformat(), "keeper": asked.viewed.person.id, "evidence": evidence}
    criteria = exit_criteria(written, into, promised, wrong) if engages else ()
    if engages and not any(written.filled(EXIT)):
        wrong.append((f"{EXIT}.0.promise", _t("say by what it is seen that the work is done")))
    expected = expectations(written, on.option, judged, wrong)
    if not any(written.filled(EXPECTATION)):
        wrong.append((f"{EXPECTATION}.0.finding", _t("this is needed")))
    body = {
        **judged,
        "kind": "decision",
        "about": record,
        "option": str(on.option),
        "engagement": into,
        "finding": texts["finding"] or None,
        "next_on": texts["next_on"] or None,
        "decided": {
            "decision": texts["decision"] or None,
            "stance": texts["stance"] or None,
            "question": texts["question"] if texts["question"] in {one.question for one in on.shown} else "",
            "reason_code": texts["reason_code"] or None,
            "as_of": asked.day,
            "manifest": on.frozen.manifest,
            "screen": on.frozen.text,
            "dissent": texts["dissent"] or None,
            "exit_criteria": [one.id for _, one in criteria],
            "expectations": [one.id for _, one in expected],
        },
    }
    return Made(_whole(Assessment, body, wrong), opened, criteria, expected, tuple(wrong))


def changeable(asked: Asked, option: Option) -> tuple[Engagement, ...]:
    """Of those that whoever asks runs, the engagements that a decision on an option can change."""
    dossier, day = asked.viewed.dossier, asked.day
    return tuple(one for one in runs(asked) if fits(dossier, option, one, day))


def runs(asked: Asked) -> tuple[Engagement, ...]:
    """The engagements that whoever asks answers for, and holds every label of."""
    me = asked.viewed.person
    mine = (one for one in asked.viewed.dossier.every(Engagement) if me.id in (one.owner, one.deputy))
    return tuple(one for one in mine if may_run(me, one.id, asked.viewed.now))


def _opened(
    asked: Asked, on: Screened, written: Written, evidence: Any, wrong: list[Mistake], *, fictional: bool
) -> Engagement:
    """The engagement that a decision opens; whoever decides answers for it."""
    texts = written.texts
    if not texts["title"]:
        wrong.append(("title", _t("this is needed")))
    body = {
        "title": texts["title"] or None,
        "places": [on.option.place],
        "pillars": [on.option.pillar],
        "began": texts["began"] or None,
        "owner": asked.viewed.person.id,
        "review_on": texts["next_on"] or None,
        "fictional": fictional,
        "evidence": evidence,
    }
    heard: list[Mistake] = []
    opened = _whole(Engagement, body, heard)
    # The day of review is the decision's own, and told there.
    wrong += [one for one in heard if one[0] != "review_on"]
    return opened


def _elsewhere(written: Written, *, engages: bool) -> list[Mistake]:
    """What belongs to another decision than the one that was chosen: nothing that was written is dropped in silence."""
    texts, found = written.texts, []
    if not texts["decision"]:
        return []
    if texts["decision"] != "open" and texts["title"]:
        found.append(("title", _t("only a decision to open an engagement begins one: take it out, or decide so")))
    if texts["decision"] != "change" and texts["engagement"]:
        found.append(("engagement", _t("only a decision to change an engagement names one: choose none, or decide so")))
    if not engages:
        text = _t("exit criteria belong to a decision to open or change an engagement: take them out")
        found += [(f"{before}promise", text) for before, _ in written.filled(EXIT)]
    return found


def _evidence(citation: str, *, fictional: bool) -> list[Mapping[str, str]]:
    basis = "fictional" if fictional else "first-hand"
    return [{"citation": citation, "obtained": "archive", "basis": basis}] if citation else []


def _whole(kind: type[Kind], body: Mapping[str, Any], wrong: list[Mistake]) -> Kind:
    """The record; what cannot be is told, and left out of it, so that the rest can be judged all the same."""
    left, id_ = dict(body), new_id()
    for _ in range(len(body) + 1):
        try:
            return kind(id=id_, **left)
        except ValidationError as error:
            for loc, text in mistakes(error):
                inner = [str(one) for one in loc if isinstance(one, str)]
                # The models themselves refuse only that days stand in the wrong order.
                wrong.append((inner[-1] if inner else "next_on", text))
                left.pop(inner[0] if inner else "next_on", None)
    return kind(id=id_)
