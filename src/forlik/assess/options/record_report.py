"""How often decisions differ from the screen, and why: data on what the screen lacks, not on who is right.

Where one reason is given again and again, the screen has a gap, or its data are bad. Decisions that a file brought in
were not held against the screen here: they are counted apart, and move no rate.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from forlik.assess.options.record import Decision, decisions, withdrawn_decisions
from forlik.assess.options.record_stance import AGREE, NOT_COVERED
from forlik.register.concepts.decided import Decided
from forlik.register.dossier import Dossier
from forlik.register.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Reason:
    """How often one reason was given.

    Args:
        code: A word of ``override_reasons``.
        up: For deciding for it though the screen is not.
        down: For deciding against it though the screen is for it.
        defer: For putting it off.
        of: Of how many decisions that the screen covers.
        rate: How large a share of them that is; nothing where there is none.
    """

    code: str
    up: int
    down: int
    defer: int
    of: int
    rate: float | None


@dataclass(frozen=True, slots=True)
class OfQuestion:
    """How the decisions that name one question stand to it.

    Args:
        question: Name of the question.
        decisions: How many name it.
        stances: Stance → how many, every word of ``stances``.
        agree_rate: The share of them that are as the screen has it.
    """

    question: str
    decisions: int
    stances: Mapping[str, int]
    agree_rate: float | None


@dataclass(frozen=True, slots=True)
class Overrides:
    """How decisions stand to the screen.

    Args:
        decisions: How many were taken here.
        stances: Stance → how many, every word of ``stances``.
        covered: How many the screen covers.
        agree_rate: The share of these that are as the screen has it; nothing where there is none.
        reasons: The reasons, most frequent first, then in the order of their vocabulary; those never given left out.
        questions: The questions that are named, the one that most decisions name first, then by name.
        brought: How many beside them were taken elsewhere and brought in; none of them is in any other number.
        withdrawn: Those that were withdrawn as a mistake, the oldest first; none of them is in any other number.
    """

    decisions: int
    stances: Mapping[str, int]
    covered: int
    agree_rate: float | None
    reasons: tuple[Reason, ...]
    questions: tuple[OfQuestion, ...]
    brought: int = 0
    withdrawn: tuple[Decision, ...] = ()


def override_report(dossier: Dossier, day: date | None = None) -> Overrides:
    """How often decisions differ from the screen, by reason, as one viewer sees it.

    Args:
        dossier: What the viewer sees.
        day: Decisions after it do not count; by default the dossier's day.
    """
    every = decisions(dossier, day)
    made = [one.record.decided for one in every if one.record.decided and not one.brought]
    stances = Counter(one.stance for one in made if one.stance)
    named = Counter(one.question for one in made if one.question and one.stance not in (None, NOT_COVERED))
    covered = sum(stances.values()) - stances[NOT_COVERED]
    by_reason = Counter((one.reason_code, one.stance) for one in made)
    reasons = []
    for code in vocabulary("override_reasons"):
        up, down, defer = (by_reason[code, stance] for stance in ("override_up", "override_down", "defer"))
        if up + down + defer:
            reasons.append(Reason(code, up, down, defer, covered, _share(up + down + defer, covered)))
    reasons.sort(key=lambda one: -(one.up + one.down + one.defer))
    return Overrides(
        len(made),
        _every(stances),
        covered,
        _share(stances[AGREE], covered),
        tuple(reasons),
        tuple(_of_question(name, made) for name, _n in sorted(named.items(), key=lambda one: (-one[1], one[0]))),
        sum(one.brought for one in every),
        withdrawn_decisions(dossier, day),
    )


def _of_question(name: str, made: Iterable[Decided]) -> OfQuestion:
    stances = Counter(one.stance for one in made if one.question == name and one.stance not in (NOT_COVERED, None))
    return OfQuestion(name, stances.total(), _every(stances), _share(stances[AGREE], stances.total()))


def _every(stances: Mapping[str, int]) -> Mapping[str, int]:
    return MappingProxyType({word: stances.get(word, 0) for word in vocabulary("stances")})


def _share(some: int, of: int) -> float | None:
    return some / of if of else None
