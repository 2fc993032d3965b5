"""The frozen screen of a decision, as it was shown: read with care, for a file from elsewhere may hold anything."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from forlik.assess.options.evidence_items import coded_items
from forlik.assess.options.gate_questions import questionnaire
from forlik.assess.options.gate_told import COLOURS
from forlik.assess.options.record_screen import BESIDE
from forlik.assess.options.requests import LEVELS
from forlik.assess.screens.question import Question
from forlik.assess.screens.question_file import question, question_names
from forlik.core.errors import UsageError
from forlik.desk.register.deciding.spoken import ranks, share_said, spoken
from forlik.desk.register.option_titles import option_title
from forlik.desk.register.sections.requested import level_called
from forlik.desk.register.sections.screened import word_of
from forlik.desk.register.sections.telling import Telling
from forlik.register.concepts import Engagement
from forlik.register.option import option_of

RANKS = ("rank_low", "rank_high")


def frozen(telling: Telling, screen: object) -> dict[str, Any]:
    """What a screen showed when a decision was taken; what cannot be read of it is left out.

    Args:
        telling: What the answer tells.
        screen: What stands in the decision, as JSON has it.
    """
    said = _mapping(screen)
    return {
        "questions": [_question(telling, one) for one in _sequence(said.get("questions")) if isinstance(one, Mapping)],
        "gate": list(_gate(telling, _mapping(said.get("gate")))),
        "beside": list(_beside(telling, _mapping(said.get(BESIDE)))),
        "withdrawn": [_withdrawn(telling, one) for one in _sequence(said.get("withdrawn")) if isinstance(one, Mapping)],
        "evidence": list(_evidence(telling, _mapping(said.get("evidence")))),
        "requests": list(_requests(telling, _mapping(said.get("requests")))),
        "consents": list(_consents(telling, _mapping(said.get("consent")))),
    }


def question_title(telling: Telling, name: str) -> str:
    """What a question is called; its name where there is none of that name any more."""
    asks = _asks(name)
    return spoken(asks.title, telling.language) if asks else name


def _asks(name: str) -> Question | None:
    """A question as it is put now; nothing where there is none of that name any more."""
    return question(name) if name in question_names() else None


def _question(telling: Telling, one: Mapping[str, Any]) -> dict[str, Any]:
    name = str(one.get("question", ""))
    share, low, high = (one.get(part) for part in ("share_top_k", *RANKS))
    # Where one of the three cannot be read, none is shown: a share never stands without its interval.
    whole = _share(share) and isinstance(low, int) and isinstance(high, int)
    return {
        "title": question_title(telling, name),
        "share": share_said(float(share or 0), _asks(name)) if whole else None,
        "ranks": ranks(int(low or 0), int(high or 0)) if whole else "",
        "low": low if whole else None,
        "high": high if whole else None,
        "word": word_of(str(one.get("word", "")), telling.language),
        "withheld": str(one.get("withheld", "")),
        "unanswered": str(one.get("unanswered", "")),
        "by_data": _alone(one.get("by_data")),
        "by_weights": _alone(one.get("by_weights")),
        "name": name,
        "oldest": str(one.get("oldest", "")),
        "manifest": str(one.get("manifest", "")),
    }


def _alone(said: object) -> str:
    """The ranks if one thing alone varied; empty where they cannot be read, or the screen is older than they are."""
    both = [one for one in _sequence(said) if isinstance(one, int)]
    return ranks(*both) if len(both) == len(RANKS) else ""


def _gate(telling: Telling, said: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Question, colour and its word."""
    norwegian = telling.language == "nb"
    titles = {one.item: one.nb if norwegian else one.en for one in questionnaire().questions}
    for item in dict.fromkeys((*(one for one in titles if one in said), *said)):
        colour = next(iter(_sequence(said[item])), "")
        yield titles.get(item, item), str(colour), COLOURS[telling.language].get(str(colour), str(colour))


def _beside(telling: Telling, said: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Other option, the same but for its period, and its questions that were red and open."""
    titles = {one.item: one.nb if telling.language == "nb" else one.en for one in questionnaire().questions}
    for name, items in said.items():
        try:
            called = option_title(option_of(name), telling.language)
        except UsageError:
            called = name
        yield called, ", ".join(titles.get(str(item), str(item)) for item in _sequence(items))


def _withdrawn(telling: Telling, one: Mapping[str, Any]) -> dict[str, str]:
    """A red answer that had been withdrawn as a mistake, with who did so, when and why."""
    titles = {each.item: each.nb if telling.language == "nb" else each.en for each in questionnaire().questions}
    item = str(one.get("question", ""))
    return {
        "item": titles.get(item, item),
        "by": telling.person(str(one.get("withdrawn_by", ""))),
        "on": str(one.get("withdrawn_on", "")),
        "reason": str(one.get("reason", "")),
    }


def _evidence(telling: Telling, said: Mapping[str, Any]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Item, and each coder's code; items that nobody had coded are left out."""
    norwegian = telling.language == "nb"
    titles = {one.item: one.nb if norwegian else one.en for one in coded_items()}
    for item in dict.fromkeys((*(one for one in titles if one in said), *said)):
        codes = _mapping(said[item])
        if codes:
            yield titles.get(item, item), [(telling.judge(who)["name"], str(code)) for who, code in codes.items()]


def _requests(telling: Telling, said: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Party, and what it had asked for; empty where it was unknown."""
    for party, level in said.items():
        known = level if isinstance(level, int) and level in LEVELS else None
        yield telling.actor(party)["name"], level_called(known, telling.language)


def _consents(telling: Telling, said: Mapping[str, Any]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Engagement, and where the consent of each party stood."""
    for file, parties in said.items():
        states = [
            (telling.actor(party)["name"], telling.word("consent_states", str(state)) or str(state))
            for party, state in _mapping(parties).items()
        ]
        if states:
            yield telling.called(telling.dossier.get(Engagement, file)) or "–", states


def _mapping(said: object) -> Mapping[str, Any]:
    return said if isinstance(said, Mapping) else {}


def _sequence(said: object) -> Sequence[Any]:
    return said if isinstance(said, list | tuple) else ()


def _share(said: object) -> bool:
    return isinstance(said, int | float) and not isinstance(said, bool) and 0 <= said <= 1
