"""The harm gate as pages tell it: whether it is open, and of each question how it stands, by whom, and what to do."""

from collections.abc import Iterable
from typing import Any

from forlik.assess.options.gate import ANSWER, LIFTING, Gate, Item, gate
from forlik.assess.options.gate_told import COLOURS, told, unanswered
from forlik.desk.register.sections.telling import NOBODY, Telling
from forlik.register.concepts import Assessment
from forlik.register.option import Option, same_option


def gated(telling: Telling, option: Option) -> dict[str, Any]:
    """Where an option stands with the questions on harm, as whoever asks sees it."""
    found = gate(telling.dossier, option)
    _tell(telling, option, found)
    colours = [one.colour for one in found.items]
    return {
        "colour": found.colour,
        "said": COLOURS[telling.language][found.colour],
        "blocks": found.blocks,
        "nothing": unanswered(found),
        "red": colours.count("red"),
        "amber": colours.count("amber"),
        "items": [_item(telling, one) for one in found.items],
        "unread": len(found.unread),
    }


def _tell(telling: Telling, option: Option, found: Gate) -> None:
    """Every answer on the option, and every lifting of one, has a part in what is told."""
    some = telling.dossier.saying(Assessment, "option")
    answers = [one for one in some if one.kind == ANSWER and same_option(one.option, option)]
    near = telling.dossier.near(Assessment, [one.id for one in answers])
    telling.of(*answers, *(one for one in near if one.kind == LIFTING))
    telling.of(*_records(telling, found.unread))


def _records(telling: Telling, ids: Iterable[str]) -> list[Assessment]:
    return [one for one in (telling.dossier.get(Assessment, id_) for id_ in ids) if one]


def _item(telling: Telling, one: Item) -> dict[str, Any]:
    norwegian = telling.language == "nb"
    asks = one.question
    says, remedy = told(one, telling.language, lambda id_: telling.judge(id_)["name"] or NOBODY)
    return {
        "item": asks.nb if norwegian else asks.en,
        "asks": asks.asks_nb if norwegian else asks.asks_en,
        "colour": one.colour,
        "said": COLOURS[telling.language][one.colour],
        "standing": one.standing,
        "says": says,
        "remedy": remedy,
        "since": one.since,
        "until": one.until,
        "by": telling.judge(one.by) if one.by else None,
        "lifted_by": telling.judge(one.lifted_by) if one.lifted_by else None,
        "lifted_on": one.lifted_on,
        "brought": one.brought,
        "lifted_elsewhere": one.lifted_elsewhere,
        "reason": one.reason or "",
        "answers": [
            {
                "finding": answer.finding or "",
                "sealed": telling.sealed(answer),
                "evidence": [telling.evidence(piece) for piece in answer.evidence],
            }
            for answer in _records(telling, one.rests_on)
        ],
    }
