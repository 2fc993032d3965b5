"""Routes of what the public reads of the register, and of briefs."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from forlik.core.errors import NoData
from forlik.desk import briefs, public
from forlik.desk.api import shapes as told
from forlik.desk.api.answers import answer
from forlik.desk.api.asking import Page, When, cut, place_of, reading
from forlik.published import Copy, Public
from forlik.register.concepts import Engagement

router = Router()
TEXTS = ("outcome", "start", "end")
LISTS = ("places", "pillars", "modes")


class InLanguage(When):
    """The language of a brief."""

    language: str = Field("en", description="en or nb.")


def _copy() -> Copy:
    copy = public.the_copy()
    if copy is None:
        raise NoData("nothing was published yet", remedy="whoever keeps the register publishes with forlik publish")
    return copy


@router.get("/engagements", response=told.Engagements, summary="Engagements of the public copy")
def engagements(request: HttpRequest, response: HttpResponse, when: Query[When], page: Query[Page]) -> dict[str, Any]:
    """What the public may read of the register, by title; discreet engagements are by nature missing."""
    copy = _copy()
    about = {one.id: one for one in copy.records}
    with reading(request, when) as asked:
        found = copy.dossier(asked.day).every(Engagement)
        some, said = cut(request, response, sorted(found, key=_order), page)
        rows = [_row(one, about[one.id]) for one in some]
        return answer(asked, [public.basis(copy)], published=copy.day.isoformat(), rows=rows, **said)


def _order(one: Engagement) -> tuple[str, str]:
    return (one.title or "").casefold(), one.id


def _row(one: Engagement, about: Public) -> dict[str, Any]:
    texts = {name: str(said) if (said := getattr(one, name)) else None for name in TEXTS}
    lists = {name: list(getattr(one, name)) for name in LISTS}
    ends = {"public_since": about.since.isoformat(), "fictional": about.made_up}
    return {"id": one.id, "title": one.title or "", **texts, **lists, **ends}


@router.get("/engagements/{name}", response=told.Engagement, summary="One engagement of the public copy")
def one_engagement(request: HttpRequest, name: str, when: Query[When]) -> dict[str, Any]:
    """It and every record of its file that is public, each with its evidence."""
    copy = _copy()
    about = {one.id: one for one in copy.records}
    with reading(request, when) as asked:
        case = copy.dossier(asked.day).case(name)
        if case is None:
            raise NoData("the public reads of no such engagement on this day", remedy="/api/engagements has the list")
        return answer(
            asked,
            [public.basis(copy)],
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


@router.get("/briefs", response=told.Briefs, summary="The briefs that can be had")
def briefs_known(request: HttpRequest) -> dict[str, Any]:
    """Each with its address, its forms and its languages; a brief cites what it stands on itself."""
    with reading(request) as asked:
        forms, languages = list(briefs.MEDIA), list(briefs.LANGUAGES)
        one = {"brief": "country", "title": "Country brief", "address": "/briefs/country/{iso3}.{form}"}
        return answer(asked, (), briefs=[{**one, "forms": forms, "languages": languages}])


@router.get("/briefs/country/{name}", response=told.Brief, summary="A country brief")
def country_brief(request: HttpRequest, name: str, when: Query[InLanguage]) -> dict[str, Any]:
    """The brief as plain texts with its notes and sources, and where its files are."""
    from forlik.briefs.notes import Notes
    from forlik.briefs.writing.tree import tree

    place = place_of(name)
    with reading(request, when) as asked:
        language = briefs.language_of(asked)
        document = briefs.country(asked, place.iso3, language)
        files = {
            form: asked.address(f"/briefs/country/{place.iso3}.{form}", {"language": language}) for form in briefs.MEDIA
        }
    body = tree(document)
    said = {key: body[key] for key in ("title", "kind", "language", "marking", "remarks", "sections", "notes")}
    return answer(asked, Notes(document).sources, name=document.name, files=files, **said)
