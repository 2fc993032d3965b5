"""What it needs to suspend an engagement, and to resume it."""

from forlik.register.day import first_day
from forlik.register.machines.guards.guard import Asked, Guard, Lack, unless


def who_suspended(asked: Asked) -> Lack:
    """The act names who suspended it: an actor, which may be a party, the lead or our own ministry."""
    return unless(asked.act and asked.act.by)


def obligations(asked: Asked) -> Lack:
    """The act says which obligations survive: promises of the case by name, or in words, also that none does.

    That the file knows no open promise is no answer: what is owed to contacts survives without a record.
    """
    known = {one.id for one in asked.case.commitments}
    act = asked.act
    return unless(act and (act.obligations or known.intersection(act.commitments)))


def contact_rule(asked: Asked) -> Lack:
    """The act says who may still talk to whom."""
    return unless(asked.act and asked.act.contact_rule)


def condition(asked: Asked) -> Lack:
    """The act says what must be so before it is resumed."""
    return unless(asked.act and asked.act.condition)


def review_day(asked: Asked) -> Lack:
    """The act says when it is looked at again: after the day of the suspension, or on it."""
    return unless(asked.act and asked.act.review_on and asked.act.review_on >= asked.decided_on)


def review(asked: Asked) -> Lack:
    """The engagement was reviewed since it was suspended, on that day or later."""
    suspended = asked.last("suspend")
    if suspended is None or suspended.happened is None:
        return unless(asked.judgements("review"))
    since = first_day(suspended.happened)
    return unless(any(one.made_on and one.made_on >= since for one in asked.judgements("review")))


SUSPEND = (
    Guard(
        "who_suspended", "who suspended it", "hvem som stanset det midlertidig",
        "name who suspended it", "oppgi hvem som stanset det midlertidig", who_suspended,
    ),
    Guard(
        "obligations", "which obligations survive", "hvilke forpliktelser som består",
        "name the promises that survive, or say that none does", "oppgi løftene som består, eller at ingen gjør det",
        obligations,
    ),
    Guard(
        "contact_rule", "a rule for contact", "en regel for kontakt",
        "say who may still talk to whom", "oppgi hvem som fortsatt kan snakke med hvem", contact_rule,
    ),
    Guard(
        "condition", "a condition to resume", "et vilkår for å gjenoppta",
        "say what must be so before it is resumed", "oppgi hva som må til før det gjenopptas", condition,
    ),
    Guard(
        "review_day", "a day of review", "en dag for gjennomgang",
        "set the day on which the suspension is looked at again", "sett dagen den midlertidige stansen gjennomgås",
        review_day,
    ),
)  # fmt: skip
REVIEW = Guard(
    "review", "a review since the suspension", "en gjennomgang siden den midlertidige stansen",
    "review the engagement", "gjennomgå engasjementet", review,
)  # fmt: skip
