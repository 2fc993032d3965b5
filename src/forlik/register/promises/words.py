"""Anchors and waits in words, English or Norwegian."""

from collections.abc import Callable
from typing import Literal

from forlik.register.concepts import Commitment
from forlik.register.dossier import Dossier
from forlik.register.promises.projection import Wait
from forlik.register.vocabulary import vocabulary

Language = Literal["en", "nb"]
Called = Callable[[str], str]
"""Id of a promise → what it is called."""
LONGEST = 120
"""Characters of a promise's own words that stand for a title."""

UNITS = {
    "en": {
        "days": ("day", "days"),
        "working_days": ("working day", "working days"),
        "weeks": ("week", "weeks"),
        "months": ("month", "months"),
        "years": ("year", "years"),
    },
    "nb": {
        "days": ("dag", "dager"),
        "working_days": ("arbeidsdag", "arbeidsdager"),
        "weeks": ("uke", "uker"),
        "months": ("måned", "måneder"),
        "years": ("år", "år"),
    },
}
SAID = {
    "en": {
        "after": "after",
        "before": "before",
        "at": "at",
        "after_met": "{} after “{}” is met",
        "before_met": "{} before “{}” is met",
        "at_met": "when “{}” is met",
        "condition": "on condition: {}",
        "act": "waits for: {}",
        "promise": "waits until “{}” is met",
        "dropped": "hangs on “{}”, which will not be met any more",
        "unseen": "hangs on something that is not shown here",
        "ring": "hangs on itself by way of: {}",
        "beyond": "its day lies beyond the calendar",
        "between": "between {} and {}",
        "not_shown": "something that is not shown here",
    },
    "nb": {
        "after": "etter",
        "before": "før",
        "at": "ved",
        "after_met": "{} etter at «{}» er innfridd",
        "before_met": "{} før «{}» er innfridd",
        "at_met": "når «{}» er innfridd",
        "condition": "på vilkår: {}",
        "act": "venter på: {}",
        "promise": "venter til «{}» er innfridd",
        "dropped": "henger på «{}», som ikke lenger blir innfridd",
        "unseen": "henger på noe som ikke vises her",
        "ring": "henger på seg selv gjennom: {}",
        "beyond": "dagen ligger utenfor kalenderen",
        "between": "mellom {} og {}",
        "not_shown": "noe som ikke vises her",
    },
}


def title(promise: Commitment) -> str:
    """What a promise is called: its title, or the beginning of its own words, after its article."""
    named = promise.title or promise.public_title
    if named:
        return named
    words = promise.promise or promise.id
    words = words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"
    return f"{promise.article}: {words}" if promise.article else words


def caller(dossier: Dossier, language: Language = "en") -> Called:
    """What promises are called in a dossier: one that is not there and one that may not be seen alike."""

    def called(promise: str) -> str:
        found = dossier.get(Commitment, promise)
        return title(found) if found else SAID[language]["not_shown"]

    return called


def anchor_words(promise: Commitment, called: Called, language: Language = "en") -> str:
    """On what a promise hangs: “8 months after signing”; empty when nothing is said of when it falls due."""
    due, said = promise.due, SAID[language]
    if due is None:
        return ""
    words = []
    if due.on or due.act:
        what = due.on.isoformat() if due.on else word("act_kinds", str(due.act), language)
        if due.offset:
            words.append(f"{_count(due.offset, due.unit, language)} {_side(due.offset, language)} {what}")
        else:
            words.append(what if due.on else f"{said['at']} {what}")
    elif due.commitment:
        what = called(due.commitment)
        if due.offset:
            form = said["after_met" if due.offset > 0 else "before_met"]
            words.append(form.format(_count(due.offset, due.unit, language), what))
        else:
            words.append(said["at_met"].format(what))
    if due.condition:
        words.append(said["condition"].format(due.condition))
    return "; ".join(words)


def wait_words(wait: Wait, called: Called, language: Language = "en") -> str:
    """What a promise waits on."""
    match wait.on:
        case "act":
            what = word("act_kinds", wait.what[0], language)
        case "promise" | "dropped":
            what = called(wait.what[0])
        case "ring":
            what = ", ".join(called(one) for one in wait.what)
        case _:
            what = ", ".join(wait.what)
    return SAID[language][wait.on].format(what)


def word(name: str, key: str, language: Language = "en") -> str:
    """A word of a vocabulary as it is said."""
    found = vocabulary(name)[key]
    return found.nb if language == "nb" else found.en


def _count(offset: int, unit: str, language: Language) -> str:
    one, many = UNITS[language][unit]
    return f"{abs(offset)} {one if abs(offset) == 1 else many}"


def _side(offset: int, language: Language) -> str:
    return SAID[language]["after" if offset > 0 else "before"]
