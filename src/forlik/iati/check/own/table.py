"""The checks of our own, as data: what each is called, how grave it is, what it says and why it is there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from forlik.iati.check.activity import Activity
from forlik.iati.check.fault import Fault, stumbled
from forlik.iati.check.own import dates, identifiers, money, percentages
from forlik.iati.check.own.hit import Hit
from forlik.iati.check.report import Severity


@dataclass(frozen=True, slots=True)
class OwnCheck:
    """One check.

    Args:
        name: Its name; findings have the rule ``own:`` and this.
        severity: How grave a hit is.
        find: Gives every hit in an activity.
        message: What is wrong; names in braces are values of the hit.
        remedy: What to do.
        reason: Why it matters.
    """

    name: str
    severity: Severity
    find: Callable[[Activity], Iterator[Hit]]
    message: str
    remedy: str
    reason: str


OWN: tuple[OwnCheck, ...] = (
    OwnCheck(
        "percentage-sum",
        "error",
        percentages.sums,
        "the percentages of {what} add up to {sum}, which is {deviation}",
        "correct them so that they add up to exactly 100; give the rest to the largest",
        "money is split by them: what is missing is lost, what is too much is counted twice",
    ),
    OwnCheck(
        "percentage-missing",
        "error",
        percentages.missing,
        "{without} of {all} {what} have no percentage",
        "give each its percentage",
        "without it nobody knows how the money is split",
    ),
    OwnCheck(
        "percentage-negative",
        "error",
        percentages.negative,
        "the percentage is {value}, below zero",
        "correct it; a share is between 0 and 100",
        "a negative share turns money around",
    ),
    OwnCheck(
        "percentage-blank",
        "error",
        percentages.blank,
        "the percentage is given, but empty",
        "give the number, or take the attribute out where there is only one",
        "an empty share is read as 0 by one reader and as 100 by another",
    ),
    OwnCheck(
        "percentage-unreadable",
        "error",
        percentages.unreadable,
        "the percentage {value} cannot be read: {why}",
        "write digits and a point only, such as 33.3",
        "a share that cannot be read is lost",
    ),
    OwnCheck(
        "amount-unreadable",
        "error",
        money.unreadable,
        "the amount {value} cannot be read: {why}",
        "write digits and a point only, such as 1234.56",
        "an amount that cannot be read is lost from every sum",
    ),
    OwnCheck(
        "date-unreadable",
        "error",
        dates.unreadable,
        "the date {value} cannot be read: {why}",
        "write a day of the calendar as 2024-06-30",
        "what has no day falls into no year and has no rate of exchange",
    ),
    OwnCheck(
        "date-in-future",
        "error",
        dates.in_the_future,
        "{date} is after today, {today}, though it is the date of something that has happened",
        "correct the date, or give it as planned",
        "money of the future would be counted as spent",
    ),
    OwnCheck(
        "period-reversed",
        "error",
        dates.reversed_periods,
        "the period ends on {end}, before it begins on {start}",
        "correct the date that is wrong",
        "a budget of such a period falls into no year",
    ),
    OwnCheck(
        "transaction-before-1950",
        "warning",
        dates.early_transactions,
        "the transaction is of {date}",
        "correct the date; it is most often a placeholder",
        "there is no rate of exchange for it, and hardly any aid",
    ),
    OwnCheck(
        "no-currency",
        "error",
        money.without_currency,
        "the amount {value} has no currency, and there is no default-currency",
        "give currency on the amount, or default-currency on the activity or organisation",
        "an amount without a currency is worth nothing known",
    ),
    OwnCheck(
        "no-value-date",
        "warning",
        money.without_day,
        "the amount {value} has no value-date",
        "give the day of which the rate of exchange is to be taken",
        "converted with the rate of another day it is another amount",
    ),
    OwnCheck(
        "decimal-comma",
        "error",
        money.with_comma,
        "the amount {value} has a comma",
        "write digits and a point only, such as 1234.56",
        "one reader takes it for thousands and another for a fraction",
    ),
    OwnCheck(
        "identifier-prefix",
        "warning",
        identifiers.foreign,
        "identifier {value} does not begin with that of the reporting organisation, {reporter}",
        "begin it with the organisation's identifier, or name the former one in other-identifier of type B1",
        "two publishers could otherwise use one identifier",
    ),
    OwnCheck(
        "identifier-space",
        "warning",
        identifiers.spaced,
        "identifier {value} has white space in or around it",
        "take the spaces and line ends out",
        "it is not found by anyone who writes it without",
    ),
)


def check_own(activity: Activity) -> Iterator[Fault]:
    """Hold one activity or organisation against every check of our own.

    Args:
        activity: The activity.
    """
    for check in OWN:
        try:
            for hit in check.find(activity):
                message = check.message.format_map(hit.values)
                yield Fault(check.severity, f"own:{check.name}", hit.node, hit.attribute, message, check.remedy)
        except Exception as error:  # noqa: BLE001 - whatever it is, the other checks are told
            yield stumbled("own:check-failed", check.name, error, activity.element)
