"""One public engagement: what the public reads of it, each record with its evidence, from the public copy alone."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from forlik.charts.plain_table import plain_table
from forlik.core.errors import NoData
from forlik.desk import public
from forlik.desk.answer import Answer
from forlik.desk.question import Question
from forlik.published import Public
from forlik.register.called import PUBLIC_TITLES, called
from forlik.register.concept import Concept
from forlik.register.concepts import Actor
from forlik.register.dossier import Case
from forlik.register.vocabulary import vocabulary

PATH = "public/<str:name>"
EXAMPLE = "/public/no-talks"
ACCESS = "public"
TITLE = _("Public engagement")

GRAIN = _("One row of the download: one piece of evidence of one record.")


def answer(asked: Question, name: str) -> Answer:
    """What the public reads of one engagement.

    Raises:
        NoData: Nothing was published, or nothing of this name that was public in these words on the day.
    """
    copy = public.the_copy()
    case = copy.dossier(asked.day).case(name) if copy else None
    if copy is None or case is None:
        raise NoData("the public reads of no such engagement on this day", remedy="look at the public list")
    about = {one.id: one for one in copy.records}
    engagement, records = case.engagement, public.records_of(case)
    bases = (public.basis_of(copy, engagement.id),)
    rows = [row for one in records for row in _pieces(about[one.id], one)]
    return Answer(
        title=engagement.title or str(TITLE),
        shows={
            "copy": copy,
            "case": case,
            "made_up": about[engagement.id].made_up,
            "began": _word(asked, "began", engagement.began),
            "asked_by": [_named(case, one) for one in engagement.requested_by],
            "modes": [_word(asked, "modes", one) for one in engagement.modes],
            "process": case.process,
            "roles": [_role(asked, case, one) for one in case.roles],
            "happened": _happened(asked, case),
            "promises": case.commitments,
            "findings": case.assessments,
            "evidence": [(piece, piece.claims) for piece in engagement.evidence],
            "since": about[engagement.id].since,
        },
        table=lambda: plain_table(asked.world, rows, what=f"public_{name}", grain=str(GRAIN), bases=bases),
        bases=bases,
        proven=lambda: public.proven([one.id for one in records], *bases),
        snippet=f'from pathlib import Path\n\nfrom forlik.published import read\n\nread(Path("{public.NAME}")).records',
        grain=str(GRAIN),
    )


def _pieces(about: Public, record: Concept) -> Iterable[dict[str, Any]]:
    """A row for each piece of evidence; one for a record without any."""
    day = next((getattr(record, name) for name in ("happened", "signed", "start") if getattr(record, name, None)), "")
    front = {"id": record.id, "concept": about.concept, "title": called(record, PUBLIC_TITLES), "day": day}
    end = {"public_since": about.since.isoformat(), "fictional": about.made_up}
    given: Iterable[Mapping[str, Any]] = about.body.get("evidence") or ({},)
    for one in given:
        piece = {name: str(one.get(name) or "") for name in ("citation", "url", "dated", "basis")}
        said = "; ".join(f"{field}: {text}" for field, text in (one.get("claims") or {}).items() if text)
        yield {**front, **piece, "says": said, **end}


def _happened(asked: Question, case: Case) -> list[dict[str, Any]]:
    """Texts and acts by their day, the newest first."""
    found: list[dict[str, Any]] = [
        {"day": one.signed or "", "kind": _word(asked, "text_kinds", one.kind), "one": one, "said": one.summary}
        for one in case.texts
    ]
    found += [
        {"day": one.happened or "", "kind": _word(asked, "act_kinds", one.kind), "one": one, "said": one.statement}
        for one in case.acts
    ]
    return sorted(
        ({**row, "title": called(row["one"], PUBLIC_TITLES)} for row in found), key=lambda row: row["day"], reverse=True
    )


def _role(asked: Question, case: Case, one: Any) -> dict[str, Any]:
    return {"one": one, "actor": _named(case, one.actor), "kind": _word(asked, "role_words", one.kind)}


def _named(case: Case, actor: str | None) -> str:
    found = case.dossier.get(Actor, actor)
    return (found.name if found else None) or "–"


def _word(asked: Question, name: str, one: str | None) -> str:
    found = vocabulary(name).get(one or "")
    return (found.nb if asked.language == "nb" else found.en) if found else ""
