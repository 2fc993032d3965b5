"""How a decision stands to what one question showed of the place: a stance that contradicts it is refused.

A decision is *for* the option when it opens or changes an engagement, or follows an option that is to watch; else it is
not. What the screen shows of a place speaks for engaging there; of going on as now and of leaving it says nothing.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from forlik.assess.acceptability.words import band, bands
from forlik.assess.screens.question_file import question, question_names
from forlik.register.concepts import Assessment
from forlik.register.deciding import ENGAGES
from forlik.register.doubt import Doubt
from forlik.register.option import Option
from forlik.register.vocabulary import vocabulary

NOT_COVERED, AGREE, UP, DOWN, DEFER = "not_covered", "agree", "override_up", "override_down", "defer"
SUPPORTED, DEPENDS = "supported", "depends"
SILENT = frozenset({"exit", "hold"})
"""Modes for and against which the screen says nothing."""


def is_for(decision: str, mode: str) -> bool:
    """Whether a decision is for an option of a mode."""
    return decision in ENGAGES or (decision == "follow" and mode == "watch")


def fitting(word: str, decision: str, mode: str) -> tuple[str, ...]:
    """The stances that a decision can have beside what a question showed.

    Args:
        word: The band of the share: ``supported``, ``depends`` or ``not_supported``.
        decision: What was decided.
        mode: The mode of the option.
    """
    found = [DEFER] if decision == "wait" else []
    if mode in SILENT:
        return (*found, NOT_COVERED)
    pro = is_for(decision, mode)
    if word == DEPENDS or pro == (word == SUPPORTED):
        found.insert(0, AGREE)
    if pro and word != SUPPORTED:
        found.append(UP)
    if not pro and word == SUPPORTED:
        found.append(DOWN)
    return tuple(found)


def contradicted(option: Option, proposed: Assessment, questions: list[Mapping[str, Any]]) -> Iterator[Doubt]:
    """Why the stance of a decision cannot stand beside the frozen screen.

    Args:
        option: The option.
        proposed: The decision.
        questions: What the frozen screen shows, question by question.
    """
    said = proposed.decided
    if said is None or said.stance is None:
        return
    shown = next((one for one in questions if one["question"] == said.question), None)
    if said.question and shown is None:
        yield Doubt(
            "decided.question",
            f"the frozen screen does not show the question “{said.question}”",
            f"den frosne silingen viser ikke spørsmålet «{said.question}»",
            "choose one of those that it shows",
            "velg ett av dem den viser",
        )
    elif said.stance == NOT_COVERED:
        if shown and shown["share_top_k"] is not None and option.mode not in SILENT:
            yield _covers(said.question)
    elif option.mode in SILENT and said.stance != DEFER:
        yield _silent(option.mode)
    elif shown and shown["share_top_k"] is None:
        yield _shows_nothing(said.question)
    elif shown and said.decision:
        word = str(shown.get("word") or band(shown["share_top_k"]).word)
        yield from _beside(option, proposed, word)


def _beside(option: Option, proposed: Assessment, word: str) -> Iterator[Doubt]:
    said = proposed.decided
    if said is None or said.stance is None or said.decision is None:
        return
    fits = fitting(word, said.decision, option.mode)
    if said.stance not in fits:
        stances, decisions = vocabulary("stances"), vocabulary("decisions")
        shown, decided, stance = _band(word), decisions[said.decision], stances[said.stance]
        en, nb = _title(said.question)
        yield Doubt(
            "decided.stance",
            f"“{en}” shows of this place “{shown[0]}”; beside that, to {decided.en} is not “{stance.en}”",
            f"«{nb}» viser om dette stedet «{shown[1]}»; ved siden av det er «{decided.nb}» ikke «{stance.nb}»",
            "choose " + " or ".join(f"“{stances[one].en}”" for one in fits) + ", or decide otherwise",
            "velg " + " eller ".join(f"«{stances[one].nb}»" for one in fits) + ", eller beslutt noe annet",
        )
    elif said.stance == AGREE and word == DEPENDS and not proposed.finding:
        yield Doubt(
            "finding",
            "where it depends on priorities, the screen is neither for it nor against it: a decision that agrees says "
            "why in words",
            "der det avhenger av prioriteringer, er silingen verken for eller imot: en beslutning som slutter seg til "
            "den, sier hvorfor med ord",
            "say which priorities it follows",
            "oppgi hvilke prioriteringer den følger",
        )


def _covers(name: str) -> Doubt:
    en, nb = _title(name)
    return Doubt(
        "decided.stance",
        f"“{en}” shows a share of this place, so it is covered by it",
        f"«{nb}» viser en andel for dette stedet, så det er dekket av spørsmålet",
        "say how the decision stands to it, or name no question, and say why none covers the option",
        "oppgi hvordan beslutningen står til det, eller oppgi intet spørsmål, og hvorfor ingen dekker alternativet",
    )


def _silent(mode: str) -> Doubt:
    word = vocabulary("option_modes")[mode]
    return Doubt(
        "decided.stance",
        f"the screen says nothing for or against it to {word.en}: there is nothing to agree with or to override",
        f"silingen sier ingenting for eller imot å {word.nb}: det er ingenting å slutte seg til eller gå imot",
        "say that the screen does not cover it, and why you decide as you do",
        "oppgi at silingen ikke dekker det, og hvorfor du beslutter som du gjør",
    )


def _shows_nothing(name: str) -> Doubt:
    en, nb = _title(name)
    return Doubt(
        "decided.question",
        f"“{en}” shows no share of this place: there is nothing to agree with or to override",
        f"«{nb}» viser ingen andel for dette stedet: det er ingenting å slutte seg til eller gå imot",
        "choose a question that shows one, or say that the screen does not cover it",
        "velg et spørsmål som viser en, eller oppgi at silingen ikke dekker det",
    )


def _title(name: str) -> tuple[str, str]:
    """What a question is called, in both languages; its name where it is none of ours any more."""
    if name not in question_names():
        return name, name
    title = question(name).title
    return title.en, title.nb


def _band(word: str) -> tuple[str, str]:
    return next(((one.en, one.nb) for one in bands() if one.word == word), (word, word))
