"""Answers on what the public reads of the register, and briefs."""

from typing import TYPE_CHECKING, Any

from forlik.core.errors import NoData
from forlik.core.printable import printable
from forlik.desk import briefs, public
from forlik.desk.programs.asking import Cut, place_of
from forlik.desk.programs.stated import answer
from forlik.desk.question import Question
from forlik.published import Copy, Public
from forlik.register.concepts import Engagement

if TYPE_CHECKING:
    from forlik.briefs.document import Document

TEXTS = ("outcome", "start", "end")
LISTS = ("places", "pillars", "modes")


def _copy() -> Copy:
    copy = public.the_copy()
    if copy is None:
        raise NoData("nothing was published yet", remedy="whoever keeps the register publishes with forlik publish")
    return copy


def engagements(asked: Question, cut: Cut) -> dict[str, Any]:
    """What the public may read of the register, by title; discreet engagements are by nature missing.

    Raises:
        NoData: Nothing was published.
    """
    copy = _copy()
    about = {one.id: one for one in copy.records}
    found = copy.dossier(asked.day).every(Engagement)
    some, said = cut(sorted(found, key=_order))
    rows = [_row(one, about[one.id]) for one in some]
    return answer(asked, [public.basis(copy)], published=copy.day.isoformat(), rows=rows, **said)


def _order(one: Engagement) -> tuple[str, str]:
    return (one.title or "").casefold(), one.id


def _row(one: Engagement, about: Public) -> dict[str, Any]:
    texts = {name: str(said) if (said := getattr(one, name)) else None for name in TEXTS}
    lists = {name: list(getattr(one, name)) for name in LISTS}
    ends = {"public_since": about.since.isoformat(), "fictional": about.made_up}
    return {"id": one.id, "title": one.title or "", **texts, **lists, **ends}


def engagement(asked: Question, name: str) -> dict[str, Any]:
    """One engagement, and every record of its file that is public, each with its evidence.

    Raises:
        NoData: The public reads of no such engagement on that day.
    """
    copy = _copy()
    about = {one.id: one for one in copy.records}
    case = copy.dossier(asked.day).case(name)
    if case is None:
        raise NoData("the public reads of no such engagement on this day", remedy="ask for the list of engagements")
    return answer(
        asked,
        [public.basis_of(copy, name)],
        published=copy.day.isoformat(),
        id=case.engagement.id,
        title=case.engagement.title or "",
        records=[_record(about[one.id]) for one in public.records_of(case)],
    )


def _record(one: Public) -> dict[str, Any]:
    return {
        "id": one.id,
        "concept": one.concept,
        "known_on": one.known_on.isoformat(),
        "public_since": one.since.isoformat(),
        "fictional": one.made_up,
        "body": dict(one.body),
    }


def kinds_of_brief(asked: Question) -> dict[str, Any]:
    """The briefs that can be had, each with its address, its forms and its languages."""
    forms, languages = list(briefs.MEDIA), list(briefs.LANGUAGES)
    one = {"brief": "country", "title": "Country brief", "address": "/briefs/country/{iso3}.{form}"}
    return answer(asked, (), briefs=[{**one, "forms": forms, "languages": languages}])


def brief(asked: Question, name: str) -> dict[str, Any]:
    """A country brief as plain texts with its notes and sources, and where its files are.

    Raises:
        UsageError: The name means no place or several, or no brief is written in that language.
    """
    from forlik.briefs.writing.tree import tree

    iso3 = place_of(name).iso3
    document = briefs.country(asked, iso3, briefs.language_of(asked))
    language = {"language": document.language}
    files = {form: asked.address(f"/briefs/country/{iso3}.{form}", language) for form in briefs.MEDIA}
    body = tree(document, drawn=False)
    told = ("kind", "remarks", "sections", "notes", "sources")
    return _brief(asked, document, files=files, **{key: body[key] for key in told})


def brief_in_markdown(asked: Question, name: str) -> dict[str, Any]:
    """A country brief as it stands in its file of Markdown, every figure with its note and source.

    Raises:
        UsageError: The name means no place or several, or no brief is written in that language.
    """
    from forlik.briefs.writing import written

    document = briefs.country(asked, place_of(name).iso3, briefs.language_of(asked))
    return _brief(asked, document, markdown=written(document, "md").decode())


def _brief(asked: Question, document: "Document", **more: Any) -> dict[str, Any]:
    """What every brief says of itself, and what it stands on."""
    from forlik.briefs.notes import Notes

    said = {"name": document.name, "language": document.language}
    words = {"title": printable(document.title), "marking": printable(document.marked)}
    return answer(asked, Notes(document).files, **said, **words, **more)
