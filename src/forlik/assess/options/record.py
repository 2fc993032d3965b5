"""The record of a decision: what was decided on an option, on what, by whom, and what is expected of it.

It is an assessment of the register and never rewritten. What the register refuses of it stands in
``forlik.register.deciding``; what only the screen can tell stands here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from forlik.assess.asked_day import asked_day
from forlik.assess.options.gate import gate
from forlik.assess.options.gate_told import told, told_beside
from forlik.assess.options.record_screen import BESIDE, beside_of, thawed, withdrawn_reds
from forlik.assess.options.record_stance import contradicted
from forlik.core.errors import UsageError
from forlik.register.checks import doubts
from forlik.register.concepts import Assessment, Commitment
from forlik.register.deciding import ENGAGES, UNSAID
from forlik.register.dossier import Dossier
from forlik.register.doubt import Doubt
from forlik.register.facets import OPEN, SECRET, Facet
from forlik.register.option import Option, option_of
from forlik.register.placing import lacking
from forlik.register.rows import Row

KIND = "decision"
UNCOVERED = frozenset({"not_covered", None})
"""Stances that need no share; that none is said is told elsewhere."""
SEALED = ("2:", "3:")
"""How the labels begin under which what a decision shows would be told to others by the decision."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as it was recorded.

    Args:
        record: The assessment.
        option: The option.
        day: When it was taken.
        screen: What the screen showed, as it was.
        expectations: What was expected, in the order in which the decision names it; those that the viewer sees.
        exit_criteria: By what it is seen that the work is done; those that the viewer sees.
        brought: Whether it was taken elsewhere and brought in by a file: gate and screen were not asked of it here.
        withdrawn: Who withdrew it as a mistake, when and why, where it was.
    """

    record: Assessment
    option: Option
    day: date
    screen: dict[str, Any]
    expectations: tuple[Assessment, ...]
    exit_criteria: tuple[Commitment, ...]
    brought: bool = False
    withdrawn: Row | None = None


def refused(dossier: Dossier, proposed: Assessment, day: date, *, holds_all: bool) -> tuple[Doubt, ...]:
    """Why a decision is not recorded: every reason at once; none when it may be.

    Its expectations and exit criteria are recorded before it, in the same transaction, and are in the dossier.

    Args:
        dossier: What the decider sees.
        proposed: The decision.
        day: The day on which it is recorded.
        holds_all: Whether the decider holds every label of the file, and of the place's other files: the gate is judged
            within what is seen, and nobody decides on half of it.

    Raises:
        UsageError: It is no decision.
    """
    if proposed.kind != KIND:
        raise UsageError(f"“{proposed.kind}” is no decision", where="kind", remedy=f"give an assessment of kind {KIND}")
    found = [one for one in doubts(dossier, proposed, day) if one.refuse]
    found += [
        Doubt(field, UNSAID, "dette må sies", "say it", "oppgi det")
        for field in lacking(proposed)
        if field not in {one.field for one in found}
    ]
    found += _sees_all(holds_all=holds_all)
    found += _through_the_gate(dossier, proposed)
    found += _as_shown(dossier, proposed)
    return tuple(found)


def floor(labels: frozenset[str]) -> Facet:
    """The least secret facet in which a decision may stand whose screen shows records under these labels.

    Where one of them is sealed, so is the decision: it says what they say. Which compartment, whoever records it
    chooses among those that cover all of them.
    """
    return SECRET if any(one.startswith(SEALED) for one in labels) else OPEN


def decisions(dossier: Dossier, day: date | None = None) -> tuple[Decision, ...]:
    """The decisions of a dossier by a day, the oldest first; those of which the viewer sees what was decided.

    Args:
        dossier: What the viewer sees.
        day: The day; by default that of the dossier.

    Raises:
        UsageError: The day is after the one whose records are there.
    """
    at = asked_day(dossier, day, "what was decided")
    found = [one for one in dossier.saying(Assessment, "option") if one.kind == KIND and one.made_on is not None]
    made = [_decision(dossier, one) for one in found if one.made_on and one.made_on <= at]
    return tuple(sorted((one for one in made if one), key=lambda one: (one.day, one.record.id)))


def withdrawn_decisions(dossier: Dossier, day: date | None = None) -> tuple[Decision, ...]:
    """The decisions that were withdrawn as a mistake, the oldest first: they count nowhere, and stay in sight.

    Args:
        dossier: What the viewer sees.
        day: Decisions after it are left out; by default the dossier's day.

    Raises:
        UsageError: The day is after the one whose records are there.
    """
    at = asked_day(dossier, day, "what was decided")
    found = (_decision(dossier, one) for one in dossier.withdrawn(Assessment) if one.kind == KIND)
    made = (replace(one, withdrawn=dossier.gone[one.record.id].by) for one in found if one and one.day <= at)
    return tuple(sorted(made, key=lambda one: (one.day, one.record.id)))


def decided_of(dossier: Dossier, engagement: str, day: date | None = None) -> tuple[Decision, ...]:
    """The decisions that opened or changed an engagement, the oldest first; those that were withdrawn after them.

    What came with a decision that was withdrawn, its exit criteria above all, stands in the engagement: so does it.
    """
    every = (*decisions(dossier, day), *withdrawn_decisions(dossier, day))
    mine = (one for one in every if one.record.engagement == engagement)
    return tuple(one for one in mine if one.record.decided and one.record.decided.decision in ENGAGES)


def _decision(dossier: Dossier, one: Assessment) -> Decision | None:
    said = one.decided
    if said is None or one.made_on is None or one.option is None:
        return None
    try:
        option = option_of(one.option)
    except UsageError:
        return None
    screen = thawed(said.screen or "")
    expected = (dossier.get(Assessment, each) for each in said.expectations)
    criteria = (dossier.get(Commitment, each) for each in said.exit_criteria)
    return Decision(
        one, option, one.made_on, screen, tuple(filter(None, expected)), tuple(filter(None, criteria)),
        one.id in dossier.brought,
    )  # fmt: skip


def _sees_all(*, holds_all: bool) -> Iterator[Doubt]:
    if not holds_all:
        yield Doubt(
            "author",
            "a decision takes whoever holds every label of the file",
            "en beslutning tas av den som har alle merkene i saken",
            "have a guardian let you in, or somebody else decide",
            "la en vokter slippe deg inn, eller la en annen beslutte",
        )


def _through_the_gate(dossier: Dossier, proposed: Assessment) -> Iterator[Doubt]:
    """An open red answer blocks a decision to engage; to decline, to wait or to follow is never blocked."""
    if not (proposed.decided and proposed.decided.decision in ENGAGES and proposed.made_on):
        return
    try:
        closed = gate(dossier, proposed.option or "", min(proposed.made_on, dossier.day))
    except UsageError:
        return  # that it is no option was said before
    for item in closed.items:
        if item.standing == "open":
            (en, remedy_en), (nb, remedy_nb) = told(item, "en"), told(item, "nb")
            yield Doubt("decided.decision", en, nb, remedy_en, remedy_nb)
    for one in closed.beside:
        (en, remedy_en), (nb, remedy_nb) = told_beside(one, "en"), told_beside(one, "nb")
        yield Doubt("decided.decision", en, nb, remedy_en, remedy_nb)


def _as_shown(dossier: Dossier, proposed: Assessment) -> Iterator[Doubt]:
    """The frozen screen is of this option, day and manifest, and shows the gate as it stands.

    Where it shows no share of the place there is nothing to agree with, nor to override; where it does, the stance
    fits what the named question shows.
    """
    said = proposed.decided
    if said is None or not said.screen or proposed.made_on is None:
        return
    try:
        screen = thawed(said.screen)
        closed = gate(dossier, proposed.option or "", min(proposed.made_on, dossier.day))
        same = (
            screen["option"] == str(closed.option)
            and screen["manifest"] == said.manifest
            and screen["as_of"] == str(said.as_of)
            and screen["gate"] == {one.question.item: [one.colour, one.standing] for one in closed.items}
            and screen.get("withdrawn", []) == withdrawn_reds(closed)
            and screen.get(BESIDE, {}) == beside_of(closed).get(BESIDE, {})
        )
        covered = any(one["share_top_k"] is not None for one in screen["questions"])
        against = tuple(contradicted(closed.option, proposed, screen["questions"])) if covered else ()
    except (UsageError, ValueError, KeyError, TypeError, AttributeError):
        same, covered, against = False, True, ()
    if not covered and said.stance not in UNCOVERED:
        yield Doubt(
            "decided.stance",
            "the screen shows no share of this place: there is nothing to agree with or to override",
            "silingen viser ingen andel for dette stedet: det er ingenting å slutte seg til eller gå imot",
            "say that the screen does not cover it, and why you decide as you do",
            "oppgi at silingen ikke dekker det, og hvorfor du beslutter som du gjør",
        )
    yield from against
    if not same:
        yield Doubt(
            "decided.screen",
            "the screen that was frozen is not the screen of this option on this day",
            "silingen som ble frosset, er ikke silingen av dette alternativet denne dagen",
            "look at the screen again, and decide on what it shows",
            "se på silingen igjen, og beslutt på det den viser",
        )
