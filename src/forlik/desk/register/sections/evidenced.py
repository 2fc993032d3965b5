"""Opportunity and ability as pages tell them: each coder's code and its meaning, where they differ, how they agree."""

from typing import Any

from forlik.assess.options.evidence import CODERS, KINDS, Code, Coded, coded
from forlik.assess.options.evidence_blind import blind, first_codes
from forlik.assess.options.evidence_items import CODES, CodedItem
from forlik.assess.options.evidence_kappa import agreement
from forlik.desk.register.deciding.spoken import decimal, percent
from forlik.desk.register.sections.telling import Telling
from forlik.register.concepts import Assessment
from forlik.register.option import Option, same_option


def evidenced(telling: Telling, option: Option, *, blindly: bool = False) -> dict[str, Any]:
    """The coded evidence on an option, as whoever asks sees it; no item counts for more than another.

    Args:
        telling: What the answer tells.
        option: The option.
        blindly: Whether what one coder alone gave is kept from everybody else: the next one codes without knowing it.
    """
    found = coded(telling.dossier, option)
    if blindly:
        found = blind(found, telling.asked.viewed.person.id, settled=True)
    telling.of(*(telling.dossier.get(Assessment, code.assessment) for one in found for code in one.codes))
    return {
        "of": len(found),
        "coded": sum(bool(one.codes) for one in found),
        "twice": sum(len(one.codes) >= CODERS for one in found),
        "differ": sum(one.differ for one in found),
        "kinds": [
            (telling.word("assessment_kinds", kind), [_item(telling, one) for one in found if one.item.kind == kind])
            for kind in dict.fromkeys(one.item.kind for one in found)
        ],
        "agree": _agree(telling, option, found),
    }


def _agree(telling: Telling, option: Option, found: tuple[Coded, ...]) -> list[dict[str, Any]]:
    """How each two coders agree over the items of this option that both coded, by the first code of each."""
    items = {one.item.item for one in found if one.codes}
    some = telling.dossier.saying(Assessment, "option")
    telling.of(*(one for one in some if one.kind in KINDS and one.issue in items and same_option(one.option, option)))
    rows = []
    for (first, second), pairs in first_codes(telling.dossier, option, items).items():
        made = agreement([one for one, _ in pairs], [other for _, other in pairs], CODES)
        rows.append(
            {
                "coders": [telling.judge(first)["name"], telling.judge(second)["name"]],
                "pairs": made.pairs,
                "agree": percent(made.agree or 0.0),
                "plain": decimal(made.plain, 2),
                "quadratic": decimal(made.quadratic, 2),
            }
        )
    return rows


def _item(telling: Telling, one: Coded) -> dict[str, Any]:
    norwegian = telling.language == "nb"
    item = one.item
    return {
        "item": item.nb if norwegian else item.en,
        "codes": [_code(telling, item, code) for code in one.codes],
        "differ": one.differ,
        "single": len(one.codes) == 1,
        "speaks": one.speaks if one.codes else "",
        "raises": telling.words("option_modes", item.raises),
        "lowers": telling.words("option_modes", item.lowers),
    }


def _code(telling: Telling, item: CodedItem, code: Code) -> dict[str, Any]:
    record = telling.dossier.get(Assessment, code.assessment)
    return {
        "coder": telling.judge(code.coder),
        "code": code.code,
        "means": (item.codes_nb if telling.language == "nb" else item.codes_en)[code.code],
        "day": code.day,
        "finding": record.finding or "" if record else "",
        "sealed": bool(record and telling.sealed(record)),
        "brought": telling.brought(record),
        "evidence": [telling.evidence(piece) for piece in code.evidence],
    }
