"""What stands against a decision: all of it at once, at the inputs where it can be mended."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _t

from forlik.assess.options.gate import gate
from forlik.assess.options.gate_told import Language, told
from forlik.assess.options.record import floor, refused
from forlik.desk.access.labels import CONFIDENTIAL, above, grade
from forlik.desk.records.change import Change
from forlik.desk.register.asked import Asked
from forlik.desk.register.forms.mistakes import Wrong, listed
from forlik.desk.register.judging import least_label
from forlik.desk.register.pages.decision.made import Made
from forlik.desk.register.pages.decision.screened import Screened, called
from forlik.desk.register.pages.decision.written import EXIT, EXPECTATION, Written
from forlik.desk.register.writing import GROUNDS, changes
from forlik.register.checks import doubts
from forlik.register.deciding import UNSAID
from forlik.register.dossier import Dossier, renewed
from forlik.register.doubt import Doubt
from forlik.register.facets import OPEN, SECRET
from forlik.register.rows import Row

INPUTS = {"expected": "resolves_on", "expected.period": "period", "due": "on", "made_on": "finding"}
"""Field of a row's record → the input in which it is said, where that is called otherwise."""
FIRST_EXIT, FIRST_EXPECTATION = f"{EXIT}.0.promise", f"{EXPECTATION}.0.finding"
PART = "decided."
"""How the fields begin that are parts of a decision."""
PARTS = {"exit_criteria": FIRST_EXIT, "expectations": FIRST_EXPECTATION, "as_of": "", "manifest": "", "screen": ""}
"""Part of a decision → the input in which it is said, where that is called otherwise; some have none."""


@dataclass(frozen=True)
class Sealing:
    """How a decision is kept.

    Args:
        needed: Whether what it shows is sealed, so that it is sealed, too.
        labels: The labels under which whoever decides may seal it: those that cover all that it shows.
    """

    needed: bool
    labels: tuple[str, ...]


def sealing(asked: Asked, record: str, on: Screened, engagement: str = "") -> Sealing:
    """How a decision on an option may be kept: no less secret than what it shows, and than the engagement it names."""
    named = least_label(asked, engagement)
    shown = on.frozen.labels | asked.viewed.dossier.labels(record) | ({named} if named else set())
    sealed = [one for one in shown if grade(one) >= CONFIDENTIAL]
    held = (one for one in sorted(asked.viewed.held) if grade(one) >= CONFIDENTIAL)
    covering = tuple(one for one in held if all(one == other or above(one, other) for other in sealed))
    return Sealing(floor(shown) is SECRET, covering)


def recorded(asked: Asked, record: str, made: Made, label: str) -> tuple[Change, ...]:
    """The changes that record a decision whole, the engagement that it opens first.

    Args:
        asked: The question.
        record: Id of the option's record, in whose file it stands.
        made: What it makes.
        label: The label under which all of it is sealed; empty where nothing is.
    """
    file = made.decision.engagement or ""
    stands = [
        *([(made.engagement, file)] if made.engagement else []),
        *((one, file) for _before, one in made.criteria),
        *((one, record) for _before, one in made.expectations),
        (made.decision, record),
    ]
    floor_of = SECRET if label else OPEN
    return tuple(
        change
        for one, stands_in in stands
        for change in changes(
            asked.viewed, one, file=stands_in, secret=label, grounds=GROUNDS, floor=floor_of, decision=True
        )
    )


def against(
    asked: Asked, on: Screened, written: Written, made: Made, proposed: Sequence[Change], how: Sealing,
    *, known: Sequence[tuple[str, str]], decides: bool, named: Callable[[str], str],
) -> Wrong:  # fmt: skip
    """Everything that stands against a decision.

    Args:
        asked: The question.
        on: The screen as it stands.
        written: What was written.
        made: The records that it makes.
        proposed: The changes that would record them.
        how: How it may be kept.
        known: Inputs that name a figure which is known already, and what is said there.
        decides: Whether whoever asks decides on the option.
        named: Id of a person → what the reader may call that person.
    """
    found = [*_stale(asked, on, written), *made.wrong, *known, *_sealed(written, how)]
    astray = written.texts["decision"] == "change" and not made.decision.engagement
    if astray:
        # Whether there is none or it is somebody else's: it is told alike.
        found.append(("engagement", _t("choose an engagement for which you answer")))
    dossier = _with(asked, proposed)
    rows = [*made.criteria, *made.expectations, *([("", made.engagement)] if made.engagement else [])]
    for before, one in rows:
        found += [
            (_input(before, doubt), _text(asked, doubt)) for doubt in doubts(dossier, one, asked.day) if doubt.refuse
        ]
    for doubt in refused(dossier, made.decision, asked.day, holds_all=decides):
        heard = astray and doubt.field == "engagement"
        # What an exit criterion lacks was told where it stands.
        heard = heard or (_where(doubt) == FIRST_EXIT and (astray or any(name.startswith(EXIT) for name, _ in found)))
        if not heard:
            found += _of_the_decision(asked, on, doubt, named)
    return _once(found)


def _stale(asked: Asked, on: Screened, written: Written) -> Iterator[tuple[str, str]]:
    """What changed on the screen since the form was made: nobody decides on what was not seen."""
    if not written.shown:
        yield "", _t("The screen did not come with the form: look at it as it stands now, and decide on that.")
        return
    changed = [called(one, asked.language) for one in on.changed(written.shown)]
    if changed:
        text = _t("The screen has changed since you opened this form: {what}. Look at it as it stands now, and decide.")
        yield "", text.format(what="; ".join(dict.fromkeys(changed)))


def _sealed(written: Written, how: Sealing) -> Iterator[tuple[str, str]]:
    label = written.texts["sealed"]
    if how.needed and not how.labels:
        yield (
            "",
            _t(
                "What the screen shows is sealed for several compartments, and none covers all of it: have a guardian "
                "bring it into one, and decide then."
            ),
        )
    elif (how.needed or label) and label not in how.labels:
        yield "sealed", _t("what it shows is sealed, and so is the decision: choose for whom")


def _with(asked: Asked, proposed: Sequence[Change]) -> Dossier:
    """What whoever decides sees, once all of it is recorded."""
    now = asked.viewed.now
    rows: dict[str, list[Row]] = {}
    for one in proposed:
        row = Row(one.record, one.concept, one.facet, one.label, 1, now, now, one.body)
        rows.setdefault(one.record, []).append(row)
    return renewed(asked.viewed.dossier, rows)


def _of_the_decision(
    asked: Asked, on: Screened, doubt: Doubt, named: Callable[[str], str]
) -> Iterator[tuple[str, str]]:
    """A reason against the decision, at its input; the gate's with the names of persons."""
    if doubt.en == UNSAID:
        yield _where(doubt), _t("this is needed")
    else:
        yield _where(doubt), _gate_text(asked, on, doubt, named) or _text(asked, doubt)


def _where(doubt: Doubt) -> str:
    """The input of a reason against the decision."""
    part = doubt.field.removeprefix(PART)
    return PARTS.get(part, part) if doubt.field.startswith(PART) else doubt.field


def _gate_text(asked: Asked, on: Screened, doubt: Doubt, named: Callable[[str], str]) -> str:
    """What the gate says, with the names of persons in the place of their ids."""
    language: Language = "nb" if asked.language == "nb" else "en"
    for item in gate(asked.viewed.dossier, on.option, asked.day).items:
        if doubt.en == told(item, "en")[0]:
            return ": ".join(told(item, language, named))
    return ""


def _input(before: str, doubt: Doubt) -> str:
    return f"{before}{INPUTS.get(doubt.field, doubt.field)}" if before else doubt.field


def _text(asked: Asked, doubt: Doubt) -> str:
    norwegian = asked.language == "nb"
    return f"{doubt.nb}: {doubt.remedy_nb}" if norwegian else f"{doubt.en}: {doubt.remedy_en}"


def _once(found: Sequence[tuple[str, Any]]) -> Wrong:
    """Each once; “this is needed” is not said where something else is said, too."""
    wrong: Mapping[str, list[str]] = listed(found)
    needed = _t("this is needed")
    return {name: [one for one in texts if one != needed or len(texts) == 1] or texts for name, texts in wrong.items()}
