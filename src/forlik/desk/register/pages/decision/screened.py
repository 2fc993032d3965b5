"""The screen as a decider is shown it: what will be frozen, and part by part what changed since."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _t

from forlik.assess.options.evidence_items import coded_items
from forlik.assess.options.gate_questions import questionnaire
from forlik.assess.options.record_screen import BESIDE, Frozen, Shown, freeze, written
from forlik.assess.screens.question_file import question, question_names
from forlik.desk.register.asked import Asked
from forlik.register.option import Option

LETTERS = 16
"""Of a digest of one part."""
PARTED = ("questions", "gate", "evidence")
"""Parts of a screen that are told one by one."""


@dataclass(frozen=True)
class Screened:
    """A screen of an option.

    Args:
        option: The option.
        shown: What every question shows of its place.
        frozen: What goes into the record.
    """

    option: Option
    shown: tuple[Shown, ...]
    frozen: Frozen

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """Part of the screen → digest of what it shows."""
        return {part: _digest(said) for part, said in _parts(json.loads(self.frozen.text))}

    def changed(self, before: Mapping[str, str]) -> tuple[str, ...]:
        """The parts that show something else than before."""
        now = self.digests
        return tuple(sorted(one for one in now.keys() | before.keys() if now.get(one) != before.get(one)))


def screened(asked: Asked, option: Option, shown: Sequence[Shown]) -> Screened:
    """The screen of an option as it stands now.

    Args:
        asked: The question.
        option: The option.
        shown: What every question shows of its place.
    """
    frozen = freeze(asked.viewed.dossier, option, asked.day, shown, as_of=asked.day)
    return Screened(option, tuple(shown), frozen)


def called(part: str, language: str) -> str:
    """What a part of a screen is called, in the reader's language."""
    sort, _, name = part.partition(":")
    norwegian = language == "nb"
    if sort == "questions" and name in question_names():
        title = question(name).title
        return title.nb if norwegian else title.en
    items: Any = {"gate": questionnaire().questions, "evidence": coded_items()}.get(sort, ())
    for one in items:
        if one.item == name:
            return str(one.nb if norwegian else one.en)
    names = {
        "requests": _t("Who asked"),
        "consent": _t("Consent"),
        "as_of": _t("The day"),
        "withdrawn": _t("Red answers that were withdrawn as a mistake"),
        BESIDE: _t("Red answers for the same in other periods"),
        "option": _t("The option"),
        # The program was renewed in between.
        "version": _t("the page was not loaded whole: load it again"),
    }
    return str(names.get(sort, name or sort))


def _parts(said: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in said.items():
        if name == "questions":
            yield from ((f"{name}:{one['question']}", one) for one in value)
        elif name in PARTED:
            yield from ((f"{name}:{item}", one) for item, one in value.items())
        elif name != "manifest":  # the manifest of all questions: each has its own
            yield name, value


def _digest(said: Any) -> str:
    return hashlib.sha256(written({"": said}).encode()).hexdigest()[:LETTERS]
