"""What a judgement on an option says, in words: the colour of an answer, how probable something was thought."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from django.utils.translation import gettext as _t

from forlik.assess.options.gate_questions import questionnaire
from forlik.assess.options.gate_told import COLOURS
from forlik.desk.register.sections.telling import Telling
from forlik.desk.writing import day, number
from forlik.register.concepts import Assessment

Words = Mapping[str, str]
"""``said``: in words; ``colour``: green, amber or red, where it is the answer to a question on harm."""
NOTHING: Words = MappingProxyType({"said": "", "colour": ""})


def answered(telling: Telling, one: Assessment) -> Words:
    """What a judgement says in words, where its kind has words of its own; empty of any other."""
    return _SAID.get(str(one.kind), _nothing)(telling, one)


def _nothing(_telling: Telling, _one: Assessment) -> Words:
    return NOTHING


def _harm(telling: Telling, one: Assessment) -> Words:
    asked = next((each for each in questionnaire().questions if each.item == one.issue), None)
    name = one.issue or ""
    if asked is not None:
        name = asked.nb if telling.language == "nb" else asked.en
    colour = one.answer or ""
    return {"said": f"{name}: {COLOURS[telling.language].get(colour, '–')}", "colour": colour}


def _expectation(_telling: Telling, one: Assessment) -> Words:
    probable = _t("{percent} % probable").format(percent=number(one.score))
    seen_on = one.expected.resolves_on if one.expected else None
    seen = _t("seen on {day}").format(day=day(seen_on)) if seen_on else ""
    return {"said": ", ".join(text for text in (probable, seen) if text), "colour": ""}


def _resolution(telling: Telling, one: Assessment) -> Words:
    return {"said": telling.word("answers", one.answer), "colour": ""}


def _decision(telling: Telling, one: Assessment) -> Words:
    said = one.decided
    words = (telling.word("decisions", said.decision), telling.word("stances", said.stance)) if said else ()
    return {"said": ": ".join(text for text in words if text), "colour": ""}


_SAID: Mapping[str, Callable[[Telling, Assessment], Words]] = MappingProxyType(
    {"harm": _harm, "expectation": _expectation, "resolution": _resolution, "decision": _decision}
)
