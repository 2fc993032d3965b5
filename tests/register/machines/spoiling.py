"""How the good case is spoilt: a record taken out, changed or added."""

from datetime import timedelta

from good_case import DAY, act, judged

from forlik.register.concepts import Engagement
from forlik.register.concepts.assessment import Listing

LISTED = ("explore", "resume", "reopen")
ENGAGED = ("activate", "reopen")
CONSENTED = ("activate", "resume", "reopen")


def drop(*ids):
    def spoil(records):
        for one in ids:
            del records[one]

    return spoil


def edit(record, **fields):
    def spoil(records):
        said = {name: getattr(records[record], name) for name in type(records[record]).model_fields}
        records[record] = type(records[record])(**{**said, **fields})

    return spoil


def add(*more):
    def spoil(records):
        records.update({one.id: one for one in more})

    return spoil


def both(*spoils):
    def spoil(records):
        for one in spoils:
            one(records)

    return spoil


def judge_promise(state, days=0, record="done", kind="internal_implementation"):
    return add(judged(record, kind, days, about="pledge", state=state))


def listing(record, **more):
    return edit(record, listings=(Listing(**{"name": "A list", "restricts": ("funds",), "match": "high", **more}),))


LATER = (DAY + timedelta(days=1)).isoformat()
WITHDRAWN = act("w", "consent_withdrawn", "2026-05-26", by=("front",))
WAIVER = act("v", "consent_waiver", "2026-05-27", to=("front",), reason="It has no spokesman")
OTHER = Engagement(id="eng2", title="Another fictional file", places=("XXX",), pillars=("peace",), process="proc")
SECOND_LIFE = add(
    act("t1", "decision", "2026-05-28", transition="close"),
    act("t2", "decision", "2026-05-29", transition="reopen"),
    act("t3", "decision", "2026-05-30", transition="begin_closing"),
)
