"""How each question on harm stands, with what the form says of it."""

from typing import Any

from forlik.assess.options.gate import ANSWER, GRAVITY, LIFTING, Gate, Item
from forlik.assess.options.gate_told import COLOURS, told
from forlik.desk.register.answering import Form, Wrong
from forlik.desk.register.pages.harm.written import OF_ANSWER, OF_LIFTING, named
from forlik.desk.register.sections.telling import NOBODY, Telling
from forlik.register.concepts import Assessment
from forlik.register.option import Option, overlapping


def questions(telling: Telling, option: Option, found: Gate, given: Form, wrong: Wrong) -> list[dict[str, Any]]:
    """The questions in their order; of each what it asks, when it is red, how it stands, and its inputs."""
    some = [
        one
        for one in telling.dossier.saying(Assessment, "option")
        if one.kind == ANSWER and overlapping(one.option, option)
    ]
    near = telling.dossier.near(Assessment, [one.id for one in some])
    # Every answer on the option or on the same in a period that overlaps, and every lifting, has a part in it.
    telling.of(*some, *(one for one in near if one.kind == LIFTING))
    return [_row(telling, one, given, wrong) for one in found.items]


def _row(telling: Telling, one: Item, given: Form, wrong: Wrong) -> dict[str, Any]:
    norwegian, words = telling.language == "nb", COLOURS[telling.language]
    asks, name = one.question, one.question.item
    says, remedy = told(one, telling.language, lambda id_: telling.judge(id_)["name"] or NOBODY)
    return {
        "id": name,
        "item": asks.nb if norwegian else asks.en,
        "asks": asks.asks_nb if norwegian else asks.asks_en,
        "red": asks.red_nb if norwegian else asks.red_en,
        "colour": one.colour,
        "said": words[one.colour],
        "standing": one.standing,
        "says": says.removeprefix(f"{asks.nb if norwegian else asks.en}: "),
        "remedy": remedy,
        "answers": [_answer(telling, id_) for id_ in one.rests_on],
        "choices": [(colour, words[colour], given[named(name, OF_ANSWER[0])] == colour) for colour in GRAVITY],
        "inputs": _inputs(name, OF_ANSWER, given, wrong),
        "lifting": [
            {**_answer(telling, id_), "id": id_, "inputs": _inputs(id_, OF_LIFTING, given, wrong)}
            for id_ in (one.rests_on if one.standing == "open" else ())
        ],
    }


def _answer(telling: Telling, id_: str) -> dict[str, Any]:
    one = telling.dossier.get(Assessment, id_)
    return {
        "finding": (one.finding or "") if one else "",
        "by": telling.judge(one.author)["name"] if one else "",
        "day": one.made_on if one else None,
        "sealed": bool(one and telling.sealed(one)),
        "brought": telling.brought(one),
        "evidence": [telling.evidence(piece) for piece in one.evidence] if one else [],
    }


def _inputs(whose: str, fields: tuple[str, ...], given: Form, wrong: Wrong) -> dict[str, dict[str, Any]]:
    """Field → name of its input, what stands in it, and what is wrong there."""
    names = {field: named(whose, field) for field in fields}
    return {
        field: {"name": name, "said": given[name], "wrong": [text for where, text in wrong if where == name]}
        for field, name in names.items()
    }
