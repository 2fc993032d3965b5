"""An activity as the standard knows it, as plain values."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from forlik.iati.write.finance import (
    Budget,
    CountryBudget,
    CrsAdd,
    ForwardSpending,
    PlannedDisbursement,
    Transaction,
)
from forlik.iati.write.results import Result
from forlik.iati.write.shape import Attr, Elem
from forlik.iati.write.values import (
    LANGUAGE,
    Address,
    AidType,
    Description,
    DocumentLink,
    Extended,
    Extensible,
    Narrative,
    Narratives,
    RecipientCountry,
    RecipientRegion,
    ReportingOrg,
    Sector,
)

WGS84 = "http://www.opengis.net/def/crs/EPSG/0/4326"
"""The one coordinate system of the standard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipatingOrg(Extensible):
    """An organisation that takes part (role 1 funding, 2 accountable, 3 extending, 4 implementing)."""

    ref: Annotated[str, Attr("ref")] = ""
    type: Annotated[str, Attr("type", free=False)] = ""
    role: Annotated[str, Attr("role", free=False)]
    activity_id: Annotated[str, Attr("activity-id")] = ""
    crs_channel_code: Annotated[str, Attr("crs-channel-code")] = ""
    names: Narratives = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerOrg(Extensible):
    """Whose identifier another identifier is."""

    ref: Annotated[str, Attr("ref")] = ""
    names: Narratives = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherIdentifier(Extensible):
    """Another identifier of the activity (A1 internal, A3 former, B1 former of the reporter …)."""

    ref: Annotated[str, Attr("ref")]
    type: Annotated[str, Attr("type", free=False)]
    owner: Annotated[OwnerOrg | None, Elem("owner-org")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityDate(Extensible):
    """A day of the activity (1 planned start, 2 start, 3 planned end, 4 end)."""

    type: Annotated[str, Attr("type", free=False)]
    day: Annotated[date, Attr("iso-date")]
    narratives: Narratives = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Extensible):
    """Whom to ask (1 general, 2 management, 3 finance, 4 communication)."""

    type: Annotated[str, Attr("type", free=False)] = ""
    organisation: Annotated[tuple[Narrative, ...], Elem("organisation", inner="narrative")] = ()
    department: Annotated[tuple[Narrative, ...], Elem("department", inner="narrative")] = ()
    person_name: Annotated[tuple[Narrative, ...], Elem("person-name", inner="narrative")] = ()
    job_title: Annotated[tuple[Narrative, ...], Elem("job-title", inner="narrative")] = ()
    telephones: Annotated[tuple[str, ...], Elem("telephone")] = ()
    emails: Annotated[tuple[str, ...], Elem("email")] = ()
    websites: Annotated[tuple[str, ...], Elem("website")] = ()
    addresses: Annotated[tuple[Address, ...], Elem("mailing-address")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationId(Extensible):
    """A place in a gazetteer."""

    code: Annotated[str, Attr("code")]
    vocabulary: Annotated[str, Attr("vocabulary", free=False)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Administrative(Extensible):
    """A division of a country at a level of a gazetteer."""

    code: Annotated[str, Attr("code")]
    vocabulary: Annotated[str, Attr("vocabulary", free=False)]
    level: Annotated[int | None, Attr("level")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Point(Extensible):
    """Latitude and longitude in degrees, with a space between them."""

    system: Annotated[str, Attr("srsName")] = WGS84
    position: Annotated[str, Elem("pos")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Location(Extensible):
    """A place below the country."""

    ref: Annotated[str, Attr("ref")] = ""
    reach: Annotated[str, Elem("location-reach", attr="code", free=False)] = ""
    ids: Annotated[tuple[LocationId, ...], Elem("location-id")] = ()
    names: Annotated[tuple[Narrative, ...], Elem("name", inner="narrative")] = ()
    description: Annotated[tuple[Narrative, ...], Elem("description", inner="narrative")] = ()
    activity_description: Annotated[tuple[Narrative, ...], Elem("activity-description", inner="narrative")] = ()
    administrative: Annotated[tuple[Administrative, ...], Elem("administrative")] = ()
    point: Annotated[Point | None, Elem("point")] = None
    exactness: Annotated[str, Elem("exactness", attr="code", free=False)] = ""
    kind: Annotated[str, Elem("location-class", attr="code", free=False)] = ""
    feature: Annotated[str, Elem("feature-designation", attr="code", free=False)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag(Extensible):
    """A keyword in a vocabulary, a Sustainable Development Goal for instance."""

    code: Annotated[str, Attr("code", free=False)]
    vocabulary: Annotated[str, Attr("vocabulary", free=False)]
    vocabulary_uri: Annotated[str, Attr("vocabulary-uri")] = ""
    names: Narratives = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HumanitarianScope(Extensible):
    """The emergency (type 1) or appeal (type 2) that is answered."""

    type: Annotated[str, Attr("type", free=False)]
    vocabulary: Annotated[str, Attr("vocabulary", free=False)]
    vocabulary_uri: Annotated[str, Attr("vocabulary-uri")] = ""
    code: Annotated[str, Attr("code", free=False)]
    names: Narratives = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyMarker(Extensible):
    """An aim across sectors (gender equality, environment …) and how much it weighs."""

    vocabulary: Annotated[str, Attr("vocabulary", free=False)] = ""
    vocabulary_uri: Annotated[str, Attr("vocabulary-uri")] = ""
    code: Annotated[str, Attr("code", free=False)]
    significance: Annotated[str, Attr("significance", free=False)] = ""
    names: Narratives = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedActivity(Extended):
    """Another activity (1 parent, 2 child, 3 sibling, 4 co-funded, 5 third party)."""

    ref: Annotated[str, Attr("ref")]
    type: Annotated[str, Attr("type", free=False)]


@dataclass(frozen=True, slots=True, kw_only=True)
class LegacyData(Extended):
    """A value of the publisher's own system."""

    name: Annotated[str, Attr("name")]
    value: Annotated[str, Attr("value")]
    iati_equivalent: Annotated[str, Attr("iati-equivalent")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition(Extended):
    """A condition (1 policy, 2 performance, 3 fiduciary)."""

    type: Annotated[str, Attr("type", free=False)]
    narratives: Narratives


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions(Extensible):
    """Whether conditions are attached, and which."""

    attached: Annotated[bool, Attr("attached")]
    conditions: Annotated[tuple[Condition, ...], Elem("condition")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity(Extensible):
    """One activity of an organisation: all that the standard 2.03 can say of it.

    What has no default must be said. Codes are those of the standard's code lists, written as text.
    """

    last_updated: Annotated[datetime | None, Attr("last-updated-datetime")] = None
    language: Annotated[str, Attr(LANGUAGE, free=False)] = ""
    default_currency: Annotated[str, Attr("default-currency", free=False)] = ""
    humanitarian: Annotated[bool | None, Attr("humanitarian")] = None
    hierarchy: Annotated[int | None, Attr("hierarchy")] = None
    linked_data_uri: Annotated[str, Attr("linked-data-uri")] = ""
    budget_not_provided: Annotated[str, Attr("budget-not-provided", free=False)] = ""
    identifier: Annotated[str, Elem("iati-identifier")]
    reporting_org: Annotated[ReportingOrg, Elem("reporting-org")]
    titles: Annotated[tuple[Narrative, ...], Elem("title", inner="narrative")]
    descriptions: Annotated[tuple[Description, ...], Elem("description")]
    participating_orgs: Annotated[tuple[ParticipatingOrg, ...], Elem("participating-org")]
    other_identifiers: Annotated[tuple[OtherIdentifier, ...], Elem("other-identifier")] = ()
    status: Annotated[str, Elem("activity-status", attr="code", free=False)]
    dates: Annotated[tuple[ActivityDate, ...], Elem("activity-date")]
    contacts: Annotated[tuple[Contact, ...], Elem("contact-info")] = ()
    scope: Annotated[str, Elem("activity-scope", attr="code", free=False)] = ""
    recipient_countries: Annotated[tuple[RecipientCountry, ...], Elem("recipient-country")] = ()
    recipient_regions: Annotated[tuple[RecipientRegion, ...], Elem("recipient-region")] = ()
    locations: Annotated[tuple[Location, ...], Elem("location")] = ()
    sectors: Annotated[tuple[Sector, ...], Elem("sector")] = ()
    tags: Annotated[tuple[Tag, ...], Elem("tag")] = ()
    country_budget: Annotated[CountryBudget | None, Elem("country-budget-items")] = None
    humanitarian_scopes: Annotated[tuple[HumanitarianScope, ...], Elem("humanitarian-scope")] = ()
    policy_markers: Annotated[tuple[PolicyMarker, ...], Elem("policy-marker")] = ()
    collaboration_type: Annotated[str, Elem("collaboration-type", attr="code", free=False)] = ""
    default_flow_type: Annotated[str, Elem("default-flow-type", attr="code", free=False)] = ""
    default_finance_type: Annotated[str, Elem("default-finance-type", attr="code", free=False)] = ""
    default_aid_types: Annotated[tuple[AidType, ...], Elem("default-aid-type")] = ()
    default_tied_status: Annotated[str, Elem("default-tied-status", attr="code", free=False)] = ""
    budgets: Annotated[tuple[Budget, ...], Elem("budget")] = ()
    planned_disbursements: Annotated[tuple[PlannedDisbursement, ...], Elem("planned-disbursement")] = ()
    capital_spend: Annotated[Decimal | None, Elem("capital-spend", attr="percentage")] = None
    transactions: Annotated[tuple[Transaction, ...], Elem("transaction")] = ()
    documents: Annotated[tuple[DocumentLink, ...], Elem("document-link")] = ()
    related_activities: Annotated[tuple[RelatedActivity, ...], Elem("related-activity")] = ()
    legacy_data: Annotated[tuple[LegacyData, ...], Elem("legacy-data")] = ()
    conditions: Annotated[Conditions | None, Elem("conditions")] = None
    results: Annotated[tuple[Result, ...], Elem("result")] = ()
    crs_add: Annotated[CrsAdd | None, Elem("crs-add")] = None
    forward_spending: Annotated[ForwardSpending | None, Elem("fss")] = None
