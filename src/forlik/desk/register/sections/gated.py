"""The harm gate as pages tell it: whether it is open, and of each question how it stands, by whom, and what to do."""

from collections.abc import Iterable
from typing import Any

from forlik.assess.options.gate import ANSWER, LIFTING, Beside, Gate, Item, gate
from forlik.assess.options.gate_told import COLOURS, told, told_beside, told_withdrawn, unanswered
from forlik.assess.options.proposed import the_same
from forlik.desk.register.option_titles import option_title
from forlik.desk.register.sections.telling import NOBODY, Telling
from forlik.register.concepts import Assessment
from forlik.register.option import Option, overlapping


def gated(telling: Telling, option: Option) -> dict[str, Any]:
    """Where an option stands with the questions on harm, as whoever asks sees it."""
    found = gate(telling.dossier, option)
    _tell(telling, option, found)
    colours = [one.colour for one in found.resting]
    return {
        "colour": found.colour,
        "said": COLOURS[telling.language][found.colour],
        "blocks": found.blocks,
        "nothing": unanswered(found),
        "red": colours.count("red"),
        "amber": colours.count("amber"),
        "items": [_item(telling, one) for one in found.items],
        "unread": len(found.unread),
        "withdrawn": withdrawn(telling, found),
        "beside": beside(telling, found),
    }


def withdrawn(telling: Telling, found: Gate) -> list[dict[str, Any]]:
    """The red answers that were withdrawn as a mistake: what was found, and who withdrew them, when and why."""
    telling.of(*(one.answer for one in found.withdrawn))
    return [
        {
            "said": told_withdrawn(one, telling.language, lambda id_: telling.judge(id_)["name"] or NOBODY),
            "finding": one.answer.finding or "",
            "sealed": telling.sealed(one.answer),
        }
        for one in found.withdrawn
    ]


def beside(telling: Telling, found: Gate) -> list[dict[str, Any]]:
    """What is open of the same thing in periods that overlap: where, what, and what to do."""
    return [_beside(telling, one) for one in found.beside]


def _beside(telling: Telling, one: Beside) -> dict[str, Any]:
    put_forward = the_same(telling.dossier, one.option)
    telling.of(*put_forward, *_records(telling, one.item.rests_on))
    says, remedy = told_beside(one, telling.language)
    return {
        "address": f"/register/decide/{put_forward[0].id}" if put_forward else "",
        "option": option_title(one.option, telling.language),
        "says": says,
        "remedy": remedy,
        "answers": [
            {"by": telling.judge(each.author)["name"], "finding": each.finding or "", "sealed": telling.sealed(each)}
            for each in _records(telling, one.item.rests_on)
        ],
    }


def _tell(telling: Telling, option: Option, found: Gate) -> None:
    """Every answer on the option, or on the same in a period that overlaps, and every lifting, has a part in it."""
    some = telling.dossier.saying(Assessment, "option")
    answers = [one for one in some if one.kind == ANSWER and overlapping(one.option, option)]
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
                "id": answer.id,
                "finding": answer.finding or "",
                "sealed": telling.sealed(answer),
                "evidence": [telling.evidence(piece) for piece in answer.evidence],
            }
            for answer in _records(telling, one.rests_on)
        ],
    }
