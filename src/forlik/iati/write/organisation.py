"""An organisation as the standard knows it: its budgets ahead, its expenditure, its documents."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from forlik.iati.write.shape import Attr, Elem
from forlik.iati.write.values import (
    LANGUAGE,
    DocumentLink,
    Extended,
    Extensible,
    Money,
    Narrative,
    Narratives,
    RecipientCountry,
    RecipientRegion,
    ReportingOrg,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLine(Extensible):
    """One head of a budget or of an expenditure."""

    ref: Annotated[str, Attr("ref")] = ""
    value: Annotated[Money, Elem("value")]
    narratives: Narratives


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalBudget(Extensible):
    """The whole budget of a period of at most a year."""

    status: Annotated[str, Attr("status", free=False)] = ""
    start: Annotated[date, Elem("period-start", attr="iso-date")]
    end: Annotated[date, Elem("period-end", attr="iso-date")]
    value: Annotated[Money, Elem("value")]
    lines: Annotated[tuple[BudgetLine, ...], Elem("budget-line")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientOrg(Extended):
    """An organisation that is to receive money."""

    ref: Annotated[str, Attr("ref")] = ""
    names: Narratives


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientOrgBudget(Extensible):
    """A budget for another organisation."""

    status: Annotated[str, Attr("status", free=False)] = ""
    recipient: Annotated[RecipientOrg, Elem("recipient-org")]
    start: Annotated[date, Elem("period-start", attr="iso-date")]
    end: Annotated[date, Elem("period-end", attr="iso-date")]
    value: Annotated[Money, Elem("value")]
    lines: Annotated[tuple[BudgetLine, ...], Elem("budget-line")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientRegionBudget(Extensible):
    """A budget for a region; the region has no share here."""

    status: Annotated[str, Attr("status", free=False)] = ""
    recipient: Annotated[RecipientRegion, Elem("recipient-region")]
    start: Annotated[date, Elem("period-start", attr="iso-date")]
    end: Annotated[date, Elem("period-end", attr="iso-date")]
    value: Annotated[Money, Elem("value")]
    lines: Annotated[tuple[BudgetLine, ...], Elem("budget-line")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientCountryBudget(Extensible):
    """A budget for a country; the country has no share here."""

    status: Annotated[str, Attr("status", free=False)] = ""
    recipient: Annotated[RecipientCountry, Elem("recipient-country")]
    start: Annotated[date, Elem("period-start", attr="iso-date")]
    end: Annotated[date, Elem("period-end", attr="iso-date")]
    value: Annotated[Money, Elem("value")]
    lines: Annotated[tuple[BudgetLine, ...], Elem("budget-line")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalExpenditure(Extensible):
    """What was spent in a period of at most a year."""

    start: Annotated[date, Elem("period-start", attr="iso-date")]
    end: Annotated[date, Elem("period-end", attr="iso-date")]
    value: Annotated[Money, Elem("value")]
    lines: Annotated[tuple[BudgetLine, ...], Elem("expense-line")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationDocument(DocumentLink):
    """A document of an organisation, on some countries where that is said."""

    recipient_countries: Annotated[tuple[RecipientCountry, ...], Elem("recipient-country", last=True)] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(Extensible):
    """One organisation: all that the standard 2.03 can say of it. What has no default must be said."""

    last_updated: Annotated[datetime | None, Attr("last-updated-datetime")] = None
    language: Annotated[str, Attr(LANGUAGE, free=False)] = ""
    default_currency: Annotated[str, Attr("default-currency", free=False)] = ""
    identifier: Annotated[str, Elem("organisation-identifier")]
    names: Annotated[tuple[Narrative, ...], Elem("name", inner="narrative")]
    reporting_org: Annotated[ReportingOrg, Elem("reporting-org")]
    total_budgets: Annotated[tuple[TotalBudget, ...], Elem("total-budget")] = ()
    recipient_org_budgets: Annotated[tuple[RecipientOrgBudget, ...], Elem("recipient-org-budget")] = ()
    recipient_region_budgets: Annotated[tuple[RecipientRegionBudget, ...], Elem("recipient-region-budget")] = ()
    recipient_country_budgets: Annotated[tuple[RecipientCountryBudget, ...], Elem("recipient-country-budget")] = ()
    total_expenditures: Annotated[tuple[TotalExpenditure, ...], Elem("total-expenditure")] = ()
    documents: Annotated[tuple[OrganisationDocument, ...], Elem("document-link")] = ()
