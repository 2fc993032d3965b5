"""An option in one row: gate, requests, evidence and decision side by side, each in its own words."""

from typing import Any

from forlik.assess.options.proposed import Proposed
from forlik.assess.options.record import decisions
from forlik.desk.register.option_titles import what_called
from forlik.desk.register.sections.evidenced import evidenced
from forlik.desk.register.sections.gated import gated
from forlik.desk.register.sections.requested import requested
from forlik.desk.register.sections.telling import Telling
from forlik.register.concepts import Assessment

FILTERS = {"place": "", "pillar": "pillars", "mode": "option_modes"}
"""What a list is narrowed by → the vocabulary of its words; a place has none."""
Row = dict[str, Any]


def row_of(telling: Telling, one: Proposed) -> Row:
    """What a list tells of an option."""
    record = telling.dossier.get(Assessment, one.record)
    telling.of(record)
    made = [each for each in decisions(telling.dossier) if each.option == one.option]
    telling.of(*(each.record for each in made))
    last = made[-1] if made else None
    said = last.record.decided if last else None
    return {
        "id": one.record,
        "called": what_called(one.option, telling.language),
        "pillar": one.option.pillar,
        "sealed": bool(record and telling.sealed(record)),
        "gate": gated(telling, one.option),
        "requests": requested(telling, one.option)["parties"],
        "evidence": evidenced(telling, one.option, blindly=True),
        "decided": {"day": last.day, "decision": telling.word("decisions", said.decision if said else None)}
        if last
        else None,
    }
