"""The form of a decision as its template needs it: what may be chosen, what stands in it, and what is wrong where."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_noop as _n

from forlik.desk.register.asked import Asked
from forlik.desk.register.forms.choices import Choices
from forlik.desk.register.forms.mistakes import Wrong
from forlik.desk.register.pages.decision.against import Sealing
from forlik.desk.register.pages.decision.made import changeable
from forlik.desk.register.pages.decision.screened import Screened
from forlik.desk.register.pages.decision.written import EXIT, EXPECTATION, MOST, SHOWN, TEXTS, WORDS, Written
from forlik.discover import measures
from forlik.register.called import called

LABELS = {
    "decision": _n("What is decided"),
    "question": _n("Against which question it is held"),
    "stance": _n("How it stands to the screen"),
    "reason_code": _n("Why it differs from the screen"),
    "finding": _n("Why, in words"),
    "dissent": _n("Who thought otherwise, and why; that nobody did is said, too"),
    "next_on": _n("When it is looked at again"),
    "evidence": _n("By what it is known: the note or the minutes"),
    "title": _n("What the new engagement is called"),
    "began": _n("How it begins"),
    "engagement": _n("Which engagement is changed"),
    "sealed": _n("Who may read the decision"),
}
"""Input → what it is called."""
OF_A_ROW = {
    EXPECTATION: {
        "finding": _n("What is expected"),
        "score": _n("Probability, in percent"),
        "resolves_on": _n("Day on which it is seen"),
        "base_rate": _n("How often such a thing happens anyway, in percent"),
        "measure": _n("Measure that tells"),
        "place": _n("Place, if it is another than the option’s"),
        "period": _n("Year or month of the figure"),
        "relation": _n("At least or at most"),
        "threshold": _n("Bound"),
    },
    EXIT: {
        "promise": _n("By what it is seen that the work is done"),
        "on": _n("By which day"),
    },
}
"""Sort of a row → its inputs, and what they are called."""
ROW = {EXPECTATION: _n("Expectation {number}"), EXIT: _n("Exit criterion {number}")}


def form(asked: Asked, written: Written, wrong: Wrong, how: Sealing, on: Screened) -> dict[str, Any]:
    """The form.

    Args:
        asked: The question.
        written: What stands in it.
        wrong: What is wrong with it.
        how: How the decision may be kept.
        on: The screen as it stands now.
    """
    choices = Choices(asked, None)
    names = dict(choices.sealing)
    return {
        "given": written.texts,
        "labels": {name: _t(text) for name, text in LABELS.items()},
        "words": {name: choices.words(words) for name, words in WORDS.items()},
        "engagements": [(one.id, called(one) or "–") for one in changeable(asked, on.option)],
        "measures": _measures(),
        "sealing": [(label, names[label]) for label in how.labels if label in names],
        "must_seal": how.needed,
        "rows": {sort: _rows(written, wrong, sort) for sort in OF_A_ROW},
        "more": {sort: len(written.rows[sort]) < MOST for sort in OF_A_ROW},
        "hidden": [(SHOWN, f"{part} {digest}") for part, digest in on.digests.items()],
        "wrong": wrong,
        "told": list(_told(wrong, _order(written))),
        "focus": next((name for name in _order(written) if name in wrong), ""),
    }


def _measures() -> list[tuple[str, str, str]]:
    """Name, title and unit of every measure, by title."""
    found = [(one.name, _t(one.title), _t(one.unit)) for one in measures().values()]
    return sorted(found, key=lambda one: one[1].casefold())


def _rows(written: Written, wrong: Wrong, sort: str) -> list[dict[str, Any]]:
    return [
        {
            "title": _t(ROW[sort]).format(number=turn + 1),
            "at": f"{sort}.{turn}.",
            "given": row,
            "wrong": {name: wrong.get(f"{sort}.{turn}.{name}", ()) for name in row},
            "labels": {name: _t(text) for name, text in OF_A_ROW[sort].items()},
            "held": any(row.get(name) for name in ("measure", "place", "period", "relation", "threshold")),
        }
        for turn, row in enumerate(written.rows[sort])
    ]


def _order(written: Written) -> Sequence[str]:
    """The inputs as they stand on the page: the first of them that is wrong has the focus."""
    rows = [
        f"{sort}.{turn}.{name}"
        for sort in (EXIT, EXPECTATION)
        for turn, row in enumerate(written.rows[sort])
        for name in row
    ]
    return (*(one for one in TEXTS if one != "sealed"), *rows, "sealed")


def _told(wrong: Wrong, order: Sequence[str]) -> Iterable[tuple[str, str]]:
    """Everything that is wrong for the head of the form: its input, and what, after what the input is called."""
    turns = {name: turn for turn, name in enumerate(order)}
    for name, texts in sorted(wrong.items(), key=lambda one: turns.get(one[0], -1)):
        label = _label(name)
        yield from ((name if label else "", f"{label}: {text}" if label else text) for text in texts)


def _label(name: str) -> str:
    sort, _, rest = name.partition(".")
    if sort in OF_A_ROW:
        turn, _, part = rest.partition(".")
        title = _t(ROW[sort]).format(number=int(turn) + 1)
        return f"{title}, {_t(OF_A_ROW[sort][part])}" if part in OF_A_ROW[sort] else title
    return _t(LABELS[name]) if name in LABELS else ""
