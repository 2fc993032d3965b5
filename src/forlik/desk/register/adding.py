"""Adding at a terminal: what was typed goes through the judge of the forms, and from there into the register."""

import difflib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils import translation

from forlik.core.errors import NotPermitted, PlaceRefused, UsageError
from forlik.desk.access.labels import STAFF
from forlik.desk.records.viewed import Viewed
from forlik.desk.register.asked import Asked
from forlik.desk.register.cases import absent
from forlik.desk.register.forms import draft
from forlik.desk.register.forms.judged import judge
from forlik.desk.register.forms.recorded import record
from forlik.desk.register.writing import new_id
from forlik.places.resolve import place
from forlik.register.called import called
from forlik.register.concepts import Actor, Engagement
from forlik.register.facets import SECRET
from forlik.register.typed import typed
from forlik.register.vocabulary import Word, vocabulary

Said = Mapping[str, Any]
WORLD = "World"
LANGUAGE = "en"
OPTIONS = {"places": "--place", "pillars": "--pillar", "modes": "--mode", "activities": "--activity"}
"""Field → the option that says it, where it is not called like the field."""
DAYS = ("happened", "start")
"""Fields that are days, which people type in their own way."""


def add_engagement(viewed: Viewed, said: Said, *, anyway: bool) -> str:
    """Begin an engagement, for which whoever begins it answers.

    Args:
        viewed: What the author sees.
        said: Its fields, as JSON has them; a place by any name or code.
        anyway: Whether it is begun though another one bears its title.

    Returns:
        Its id.

    Raises:
        NotPermitted: Nobody has signed in.
        UsageError: Something is missing, or cannot be.
    """
    _signed_in(viewed)
    wrong = [] if said.get("title") else ["--title: this is needed"]
    places, unknown = _places(said.get("places", ()))
    same = [one.id for one in viewed.dossier.every(Engagement) if _plain(called(one)) == _plain(said.get("title", ""))]
    if same and not anyway:
        wrong.append(f"--title: {same[0]} is called so already; with --anyway there are two")
    asked = _asked(viewed)
    fixed = {"owner": viewed.person.id}
    before = draft.new(asked, None, "engagement", new_id(), {**_days(said), "places": places}, fixed)
    return _recorded(before, before.id, (*wrong, *unknown), needless="--place" if unknown else "")


def add_act(viewed: Viewed, file: str, said: Said) -> str:
    """Record that something happened, as far as it is for the staff; what is sealed is recorded in the desk.

    Args:
        viewed: What the author sees.
        file: Id of the engagement.
        said: Fields of the act, as JSON has them; actors by id or name.

    Returns:
        Id of the act.

    Raises:
        NotPermitted: Nobody has signed in, or the act is sealed.
        NoData: There is no such engagement, or none that may be seen.
        UsageError: Something in it cannot be.
    """
    _signed_in(viewed)
    case = viewed.case(file)
    if case is None:
        raise absent()
    kind = _kind(said["kind"])
    by = [_actor(viewed, one) for one in said.get("by", ())]
    fixed = {"engagement": case.engagement.id} | ({"process": case.process.id} if case.process else {})
    before = draft.new(_asked(viewed), case, "act", new_id(), {**_days(said), "kind": kind, "by": by}, fixed)
    return _recorded(before, case.engagement.id)


def _recorded(before: draft.Draft, file: str, wrong: Sequence[str] = (), *, needless: str = "") -> str:
    """Record a draft, or say all that is wrong with it at once.

    Raises:
        UsageError: Something is.
    """
    with translation.override(LANGUAGE):
        judged = judge(before)
        found = [(_option(name), text) for name, texts in judged.wrong.items() for text in texts]
    told = [f"{option}: {text}" if option else text for option, text in found if option != needless or not option]
    if wrong or told:
        raise UsageError("; ".join(dict.fromkeys((*wrong, *told))), remedy="say it otherwise; nothing was recorded")
    record(before, judged, file)
    return before.id


def _signed_in(viewed: Viewed) -> None:
    if STAFF not in viewed.held:
        raise NotPermitted("whoever records something signs in first", remedy="forlik login")


def _asked(viewed: Viewed) -> Asked:
    return Asked("", {}, viewed.dossier.day, dated=False, language=LANGUAGE, viewed=viewed)


def _option(name: str) -> str:
    """The option by which an input of a form is said at a terminal."""
    field = name.partition(".")[0]
    return OPTIONS.get(field) or f"--{field.replace('_', '-')}" if field else ""


def _days(said: Said) -> dict[str, Any]:
    return {name: typed(value) if name in DAYS and value else value for name, value in said.items() if value}


def _places(given: Sequence[str]) -> tuple[list[str], list[str]]:
    """The codes of places, and what is wrong with those that are none."""
    codes, wrong = [], []
    for one in given:
        if one.strip().casefold() == WORLD.casefold():
            codes.append(WORLD)
            continue
        try:
            codes.append(place(one).iso3)
        except PlaceRefused as error:
            wrong.append(f"--place: {error.reason}")
    return codes, wrong


def _kind(text: str) -> str:
    """The word for a kind of act that a terminal can record.

    Raises:
        UsageError: It is none.
        NotPermitted: Acts of the kind are sealed.
    """
    kinds = vocabulary("act_kinds")
    word = kinds.get("_".join(text.casefold().replace("-", " ").split()))
    here = ", ".join(one.word for one in kinds.values() if not _sealed(one))
    if word is None:
        near = difflib.get_close_matches(text.casefold(), kinds, n=1)
        meant = f"did you mean “{near[0]}”? " if near else ""
        sealed = ", ".join(one.word for one in kinds.values() if _sealed(one))
        raise UsageError(
            f"--kind: there is no kind of act “{text}”",
            remedy=f"{meant}Here: {here}. Sealed, and recorded in the desk: {sealed}",
        )
    if _sealed(word):
        raise NotPermitted(
            f"what is said of an act of this kind ({word.en}) is sealed, and a terminal opens no compartment",
            remedy=f"record it in the desk, signed in with a passkey; recorded here are {here}",
        )
    return word.word


def _sealed(word: Word) -> bool:
    return SECRET in (word.existence, word.substance)


def _actor(viewed: Viewed, text: str) -> str:
    """The id of the actor that is meant by an id or a name; a hidden one and an absent one are told alike.

    Raises:
        UsageError: It is none, or several.
    """
    if viewed.dossier.get(Actor, text) is not None:
        return text
    found = sorted(one.id for one in viewed.dossier.every(Actor) if _plain(text) in set(_names(one)))
    if len(found) > 1:
        raise UsageError(f"--by: several actors are called “{text}”", remedy=f"say which: {', '.join(found)}")
    if not found:
        raise UsageError(
            f"--by: there is no actor “{text}” that you may see",
            remedy="forlik engagement show ID names the parties, with their ids; others are added in the desk",
        )
    return found[0]


def _names(one: Actor) -> Iterator[str]:
    yield from (_plain(name) for name in (one.name, *one.names.values()) if name)


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
