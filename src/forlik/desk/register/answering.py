"""The frame of pages that answer something about a record: shown, sent, recorded or shown again with what is wrong."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from forlik.core.errors import ForlikError, NoData
from forlik.desk.access.labels import STAFF, grade
from forlik.desk.records.change import EditConflict
from forlik.desk.refusals import told
from forlik.desk.register.asked import Asked, Shown
from forlik.desk.register.judging import (
    SEALED,
    USUAL,
    Said,
    chosen_label,
    enter,
    least_label,
    not_sealed_so,
    sealing,
    sources,
)
from forlik.desk.register.sections.telling import Telling

Form = Mapping[str, str]
"""Name of an input → what stands in it."""
Wrong = Sequence[tuple[str, str]]
"""Name of an input, or nothing, and what is wrong there."""
OBTAINED = "obtained"
"""How the names of inputs begin that say how something was obtained."""


def empty(names: Iterable[str], sealed: str) -> Form:
    """A form before anything is written into it, sealed as it must be."""
    return {name: USUAL if name.startswith(OBTAINED) else "" for name in names} | {SEALED: sealed}


def sent(form: Mapping[str, str], names: Iterable[str]) -> Form:
    """A form as it was sent."""
    return {name: form.get(name, "").replace("\r\n", "\n").strip() for name in (*names, SEALED)}


def entered(
    asked: Asked,
    about: str,
    file: str,
    given: Form,
    said: Callable[[str], tuple[Sequence[Said], Wrong]],
) -> Wrong:
    """Record everything that was said together, or tell everything that is wrong and record nothing.

    Args:
        asked: The question.
        about: The record that it is about.
        file: The file into which it goes.
        given: The form as it was sent.
        said: What the form says under a label, and what is wrong with it.

    Raises:
        NoData: What it is about is gone.
        EditConflict: Somebody else has changed it meanwhile.
    """
    least = least_label(asked, about)
    made, wrong = said(chosen_label(asked, given[SEALED], least))
    if unsealed := not_sealed_so(asked, given[SEALED], least):
        wrong = [("", unsealed), *wrong]
    if wrong:
        return wrong
    try:
        enter(asked, file, made)
    except (NoData, EditConflict):
        raise
    except ForlikError as error:
        return [("", told(error))]
    return []


def shown(
    telling: Telling, about: str, given: Form, wrong: Wrong, *, title: str, lead: str, shows: Mapping[str, Any]
) -> Shown:
    """The page with its form, as far as it is written, and what is wrong in it.

    Args:
        telling: What was told on the page.
        about: The record that it is about.
        given: The form.
        wrong: What is wrong in it.
        title: Heading of the page.
        lead: A sentence under the heading.
        shows: What stands on the page besides.
    """
    asked = telling.asked
    least = least_label(asked, about)
    frame = {
        "given": given,
        "wrong": wrong,
        "sources": sources(asked.language),
        "sealing": sealing(asked, least),
        "must": bool(least),
        "names": {"sealed": SEALED},
    }
    return Shown(
        title=title,
        lead=lead,
        shows={**frame, **shows},
        records=telling.records,
        marking=max(telling.marking, chosen_label(asked, given[SEALED], least) or STAFF, key=grade),
        status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
    )
