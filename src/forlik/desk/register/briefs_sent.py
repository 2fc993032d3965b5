"""Briefs of the register as files: which there are of an engagement, and one of them, marked and logged."""

from collections.abc import Callable
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_noop as _n

from forlik.briefs.account import halves_until
from forlik.briefs.document import Document, Language
from forlik.briefs.marking import PUBLIC
from forlik.core.errors import UsageError
from forlik.desk.briefs import LANGUAGES, MEDIA, NAMES
from forlik.desk.papers import made
from forlik.desk.register import brief_of
from forlik.desk.register.asked import Asked, Sent
from forlik.desk.register.cases import nowhere
from forlik.desk.register.releasing import public_view
from forlik.register.exchange.carried import slug

Make = Callable[[Asked, str, Language], Document]
OF_A_FILE: dict[str, tuple[Make, str, str]] = {
    "page": (
        lambda asked, record, language: brief_of.engagement(
            asked.viewed, record, full=False, language=language, base=asked.origin
        ),
        _n("One page"),
        _n("Where it stands, what is asked, who consents, what falls due, what happened last, and what is not known."),
    ),
    "whole": (
        lambda asked, record, language: brief_of.engagement(
            asked.viewed, record, full=True, language=language, base=asked.origin
        ),
        _n("The whole file"),
        _n("The same, with every promise, act, text, actor, assessment and cost."),
    ),
    "line": (
        lambda asked, record, language: brief_of.line(asked.viewed, record, language=language, base=asked.origin),
        _n("Public line in a minute"),
        _n("What may be said of it in public, each part with its evidence; the same for everybody."),
    ),
    "lessons": (
        lambda asked, record, language: brief_of.lessons(asked.viewed, record, language=language, base=asked.origin),
        _n("Lessons for this phase"),
        _n("Those that bear on where it stands, and those on which nobody ever acted."),
    ),
}
"""Which brief → how it is made, what it is called, and what is in it."""
HALVES = 8
"""How many half-years are offered; any other can be asked for by its name."""


def offered(asked: Asked, record: str) -> list[dict[str, Any]]:
    """The briefs of one engagement, each with the addresses of its forms.

    Args:
        asked: The question.
        record: The engagement.
    """
    return [
        {
            "title": _t(title),
            "what": _t(what),
            "forms": [
                (said, _with_day(asked, f"/register/{record}/brief", {"as": f"{name}.{form}"}))
                for form, said in NAMES.items()
            ],
        }
        for name, (_make, title, what) in OF_A_FILE.items()
    ]


def pack_offered(asked: Asked) -> list[tuple[str, str]]:
    """What the forms of the hand-over pack of whoever asks are called, and their addresses.

    Args:
        asked: The question.
    """
    return [(said, f"/register/mine/brief/{form}{asked.kept}") for form, said in NAMES.items()]


def memo_offered(asked: Asked, record: str) -> list[tuple[str, str]]:
    """What the forms of the memo of one option are called, and their addresses.

    Args:
        asked: The question.
        record: The option.
    """
    return [(said, _with_day(asked, f"/register/decide/{record}/memo", {"as": form})) for form, said in NAMES.items()]


def accounts_offered(asked: Asked) -> list[dict[str, Any]]:
    """The half-years up to the day, the newest first, each with the addresses of its account's forms.

    Args:
        asked: The question.
    """
    halves = islice(halves_until(asked.day), HALVES)
    return [
        {
            "half": str(half),
            "first": half.first,
            "last": half.last,
            "running": half.last >= asked.day,
            "mine": _forms_of(asked, str(half)),
            "public": _forms_of(asked, str(half), public="1"),
        }
        for half in halves
    ]


def _forms_of(asked: Asked, half: str, **more: str) -> list[tuple[str, str]]:
    fields = {"half": half, **more}
    return [(said, _with_day(asked, "/register/account", {**fields, "as": form})) for form, said in NAMES.items()]


def memo(asked: Asked, record: str, form: str) -> Sent:
    """The memo of one option, or of the decision on it.

    Args:
        asked: The question.
        record: The option.
        form: One of the forms, such as ``pdf``.

    Raises:
        NoData: There is no such form; or no such option, or none that may be seen.
        UsageError: No brief is written in the language asked for.
        Busy: Too many screens are drawn, or PDFs laid out, already.
    """
    _known(form)
    return sent(brief_of.memo(asked.viewed, record, language=language_of(asked), base=asked.origin), form)


def account(asked: Asked, half: str, form: str, *, public: bool) -> Sent:
    """The account of one half-year.

    Args:
        asked: The question.
        half: Such as ``2026-1``.
        form: One of the forms, such as ``pdf``.
        public: Of what everybody may read, and not of all that whoever asks may see.

    Raises:
        NoData: There is no such form.
        UsageError: There is no such half-year, it had not begun on the day, or no brief is written in the language.
        Busy: Too many PDFs are laid out already, or one for whoever asks.
    """
    _known(form)
    viewed = public_view(asked.viewed) if public else asked.viewed
    # What everybody may read leads to no page for which one signs in.
    base = "" if public else asked.origin
    return sent(brief_of.account(viewed, half, language=language_of(asked), base=base), form)


def of_a_file(asked: Asked, record: str, wanted: str) -> Sent:
    """One brief of an engagement.

    Args:
        asked: The question.
        record: The engagement.
        wanted: Which brief, in which form, such as ``page.pdf``.

    Raises:
        NoData: There is no such brief or form; or no such engagement, or none that may be seen.
        UsageError: No brief is written in the language asked for.
        Busy: Too many PDFs are laid out already, or one for whoever asks.
    """
    name, _, form = wanted.partition(".")
    _known(form)
    if name not in OF_A_FILE:
        raise nowhere()
    make = OF_A_FILE[name][0]
    return sent(make(asked, record, language_of(asked)), form)


def sent(document: Document, form: str) -> Sent:
    """A brief as a file; no title stands in its name, and its marking does.

    Args:
        document: The brief.
        form: One of the forms.

    Raises:
        Busy: Too many PDFs are laid out already, or one for whoever asks.
    """
    labels = document.marking.split()
    return Sent(
        content=made(document, form, public=False),
        name=f"forlik-brief-{document.name}-{slug(labels)}-{document.language}.{form}",
        kind=MEDIA[form],
        # What is public shows nothing that is sealed, though there may be sealed parts of the same records.
        records=tuple(sorted(document.drawn)) if document.marking != PUBLIC else (),
        marking=slug(labels),
    )


def language_of(asked: Asked) -> Language:
    """The language that a brief is asked for in: the one that the address names, else the reader's.

    Raises:
        UsageError: No brief is written in it.
    """
    stated = asked.given.get("language", "").strip() or asked.language
    if stated not in LANGUAGES:
        raise UsageError(f"no brief is written in “{stated:.20}”", remedy="language=en or language=nb")
    return "nb" if stated == "nb" else "en"


def _known(form: str) -> None:
    if form not in MEDIA:
        raise nowhere()


def _with_day(asked: Asked, path: str, fields: dict[str, str]) -> str:
    day = {"as_of": str(asked.day)} if asked.dated else {}
    return f"{path}?{urlencode({**fields, **day})}"
