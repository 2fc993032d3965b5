"""Money of an activity: budgets, planned disbursements, transactions, and the forms of the OECD DAC."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from forlik.iati.write.shape import Attr, Elem, Text
from forlik.iati.write.values import (
    AidType,
    Extensible,
    Money,
    Narrative,
    Narratives,
    RecipientCountry,
    RecipientRegion,
    Sector,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider(Extensible):
    """Where money comes from: organisation, and its own activity that gave it."""

    ref: Annotated[str, Attr("ref")] = ""
    activity_id: Annotated[str, Attr("provider-activity-id")] = ""
    type: Annotated[str, Attr("type", free=False)] = ""
    names: Narratives = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver(Extensible):
    """Where money goes: organisation, and its own activity that takes it."""

    ref: Annotated[str, Attr("ref")] = ""
    activity_id: Annotated[str, Attr("receiver-activity-id")] = ""
    type: Annotated[str, Attr("type", free=False)] = ""
    names: Narratives = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget(Extensible):
    """A budget for a period of at most a year (type 1 original, 2 revised; status 1 indicative, 2 committed)."""

    type: Annotated[str, Attr("type", free=False)] = ""
    status: Annotated[str, Attr("status", free=False)] = ""
    start: Annotated[date, Elem("period-start", attr="iso-date")]
    end: Annotated[date, Elem("period-end", attr="iso-date")]
    value: Annotated[Money, Elem("value")]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDisbursement(Extensible):
    """Money to be paid on a day or in a period."""

    type: Annotated[str, Attr("type", free=False)] = ""
    start: Annotated[date, Elem("period-start", attr="iso-date")]
    end: Annotated[date | None, Elem("period-end", attr="iso-date")] = None
    value: Annotated[Money, Elem("value")]
    provider: Annotated[Provider | None, Elem("provider-org")] = None
    receiver: Annotated[Receiver | None, Elem("receiver-org")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction(Extensible):
    """Money committed, paid, received or spent (type 1 incoming, 2 commitment, 3 disbursement, 4 expenditure …)."""

    ref: Annotated[str, Attr("ref")] = ""
    humanitarian: Annotated[bool | None, Attr("humanitarian")] = None
    type: Annotated[str, Elem("transaction-type", attr="code", free=False)]
    day: Annotated[date, Elem("transaction-date", attr="iso-date")]
    value: Annotated[Money, Elem("value")]
    description: Annotated[tuple[Narrative, ...], Elem("description", inner="narrative")] = ()
    provider: Annotated[Provider | None, Elem("provider-org")] = None
    receiver: Annotated[Receiver | None, Elem("receiver-org")] = None
    disbursement_channel: Annotated[str, Elem("disbursement-channel", attr="code", free=False)] = ""
    sectors: Annotated[tuple[Sector, ...], Elem("sector")] = ()
    recipient_country: Annotated[RecipientCountry | None, Elem("recipient-country")] = None
    recipient_region: Annotated[RecipientRegion | None, Elem("recipient-region")] = None
    flow_type: Annotated[str, Elem("flow-type", attr="code", free=False)] = ""
    finance_type: Annotated[str, Elem("finance-type", attr="code", free=False)] = ""
    aid_types: Annotated[tuple[AidType, ...], Elem("aid-type")] = ()
    tied_status: Annotated[str, Elem("tied-status", attr="code", free=False)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetItem(Extensible):
    """A head of the recipient country's own budget, with its share in percent."""

    code: Annotated[str, Attr("code", free=False)]
    percentage: Annotated[Decimal | None, Attr("percentage")] = None
    description: Annotated[tuple[Narrative, ...], Elem("description", inner="narrative")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryBudget(Extensible):
    """How an activity maps to the recipient country's own budget."""

    vocabulary: Annotated[str, Attr("vocabulary", free=False)]
    items: Annotated[tuple[BudgetItem, ...], Elem("budget-item")]


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherFlag(Extensible):
    """A flag of the DAC's creditor reporting system."""

    code: Annotated[str, Attr("code", free=False)]
    significance: Annotated[bool, Attr("significance")]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanTerms(Extensible):
    """Interest rates, repayment and days of a loan."""

    rate_1: Annotated[Decimal | None, Attr("rate-1")] = None
    rate_2: Annotated[Decimal | None, Attr("rate-2")] = None
    repayment_type: Annotated[str, Elem("repayment-type", attr="code", free=False)] = ""
    repayment_plan: Annotated[str, Elem("repayment-plan", attr="code", free=False)] = ""
    commitment: Annotated[date | None, Elem("commitment-date", attr="iso-date")] = None
    repayment_first: Annotated[date | None, Elem("repayment-first-date", attr="iso-date")] = None
    repayment_final: Annotated[date | None, Elem("repayment-final-date", attr="iso-date")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanStatus(Extensible):
    """What was received and what is outstanding of a loan in a year."""

    year: Annotated[int, Attr("year")]
    currency: Annotated[str, Attr("currency", free=False)] = ""
    value_date: Annotated[date, Attr("value-date")]
    interest_received: Annotated[Decimal | None, Elem("interest-received")] = None
    principal_outstanding: Annotated[Decimal | None, Elem("principal-outstanding")] = None
    principal_arrears: Annotated[Decimal | None, Elem("principal-arrears")] = None
    interest_arrears: Annotated[Decimal | None, Elem("interest-arrears")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CrsAdd(Extensible):
    """What the DAC's creditor reporting system asks for beside."""

    other_flags: Annotated[tuple[OtherFlag, ...], Elem("other-flags")] = ()
    loan_terms: Annotated[LoanTerms | None, Elem("loan-terms")] = None
    loan_status: Annotated[LoanStatus | None, Elem("loan-status")] = None
    channel_code: Annotated[str, Elem("channel-code")] = ""


@dataclass(frozen=True, slots=True)
class Forecast:
    """An amount foreseen for a year in the DAC's forward spending survey."""

    amount: Annotated[Decimal, Text()]
    year: Annotated[int, Attr("year")]
    value_date: Annotated[date | None, Attr("value-date")] = None
    currency: Annotated[str, Attr("currency", free=False)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardSpending(Extensible):
    """The DAC's forward spending survey."""

    extraction_date: Annotated[date, Attr("extraction-date")]
    priority: Annotated[bool | None, Attr("priority")] = None
    phaseout_year: Annotated[int | None, Attr("phaseout-year")] = None
    forecasts: Annotated[tuple[Forecast, ...], Elem("forecast")] = ()
