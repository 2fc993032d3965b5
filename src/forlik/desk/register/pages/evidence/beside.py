"""Codes beside each other: of the items that whoever asks has coded, and of no others anything at all."""

from typing import Any

from forlik.assess.options.evidence import CODERS, Code, Coded, coded
from forlik.assess.options.evidence_blind import blind, first_codes
from forlik.assess.options.evidence_items import CODES, CodedItem
from forlik.assess.options.evidence_kappa import agreement, crossed
from forlik.assess.options.evidence_kappa_interval import interval
from forlik.desk.register.answering import Form, Wrong
from forlik.desk.register.deciding.spoken import decimal, percent
from forlik.desk.register.pages.evidence.written import CHOICES, FIELDS, named
from forlik.desk.register.sections.telling import Telling
from forlik.register.concepts import Assessment
from forlik.register.option import Option


def _seen(telling: Telling, option: Option) -> tuple[Coded, ...]:
    return blind(coded(telling.dossier, option), telling.asked.viewed.person.id)


def kinds(telling: Telling, option: Option, given: Form, wrong: Wrong) -> list[tuple[str, list[dict[str, Any]]]]:
    """The items by kind, each with its inputs, and with the codes that may be seen."""
    found = _seen(telling, option)
    telling.of(*(telling.dossier.get(Assessment, code.assessment) for one in found for code in one.codes))
    return [
        (
            telling.word("assessment_kinds", kind),
            [_item(telling, one, given, wrong) for one in found if one.item.kind == kind],
        )
        for kind in dict.fromkeys(one.item.kind for one in found)
    ]


def _item(telling: Telling, one: Coded, given: Form, wrong: Wrong) -> dict[str, Any]:
    item, norwegian = one.item, telling.language == "nb"
    means = item.codes_nb if norwegian else item.codes_en
    names = {field: named(item, field) for field in FIELDS}
    return {
        "id": item.item,
        "item": item.nb if norwegian else item.en,
        "raises": telling.words("option_modes", item.raises),
        "lowers": telling.words("option_modes", item.lowers),
        "choices": [(code, means[int(code)], given[names["code"]] == code) for code in CHOICES],
        "inputs": {
            field: {"name": name, "said": given[name], "wrong": [text for where, text in wrong if where == name]}
            for field, name in names.items()
        },
        # One's own first, then by name: the order of ids would be that of chance.
        "codes": sorted((_code(telling, item, code) for code in one.codes), key=_turn),
        "waits": 0 < len(one.codes) < CODERS,
        "differ": one.differ,
    }


def _turn(code: dict[str, Any]) -> tuple[bool, str]:
    return not code["mine"], str(code["coder"])


def _code(telling: Telling, item: CodedItem, code: Code) -> dict[str, Any]:
    one = telling.dossier.get(Assessment, code.assessment)
    return {
        "mine": code.coder == telling.asked.viewed.person.id,
        "coder": telling.judge(code.coder)["name"],
        "code": str(code.code),
        "means": (item.codes_nb if telling.language == "nb" else item.codes_en)[code.code],
        "day": code.day,
        "finding": (one.finding or "") if one else "",
        "sealed": bool(one and telling.sealed(one)),
        "brought": telling.brought(one),
        "evidence": [telling.evidence(piece) for piece in code.evidence],
    }


def agreements(telling: Telling, option: Option) -> list[dict[str, Any]]:
    """How each two coders agree by the first code of each, over the items that whoever asks has coded."""
    items = [one.item.item for one in _seen(telling, option) if one.codes]
    rows = []
    for (first, second), pairs in first_codes(telling.dossier, option, items).items():
        ours, theirs = [one for one, _ in pairs], [other for _, other in pairs]
        found, ends = agreement(ours, theirs, CODES), interval(crossed(ours, theirs, CODES))
        rows.append(
            {
                "coders": sorted(telling.judge(coder)["name"] for coder in (first, second)),
                "pairs": found.pairs,
                "agree": percent(found.agree or 0.0),
                "plain": decimal(found.plain, 2),
                "quadratic": decimal(found.quadratic, 2),
                "ends": [decimal(end, 2) for end in ends] if ends else [],
            }
        )
    return sorted(rows, key=lambda row: row["coders"])
