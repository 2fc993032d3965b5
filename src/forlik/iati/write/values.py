"""Small values that many records share: texts in languages, money, organisations, codes, documents, extensions."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Annotated

from forlik.iati.write.shape import Attr, Beside, Elem, Text

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Narrative:
    """A text in a language.

    Args:
        text: The words; spaces around them are layout and are not written.
        language: ISO 639-1 code; that of the activity when empty.
    """

    text: Annotated[str, Text()]
    language: Annotated[str, Attr(LANGUAGE, free=False)] = ""


Narratives = Annotated[tuple[Narrative, ...], Elem("narrative")]


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of an extension, or one in another namespace on an element of the standard.

    Args:
        name: Its local name.
        value: What it says.
        namespace: URI of its namespace; empty only on an extension's own element.
        prefix: The prefix it would like to have.
    """

    name: str
    value: str
    namespace: str = ""
    prefix: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Extension:
    """An element of another namespace than the standard's.

    Args:
        namespace: URI of its namespace.
        name: Its local name.
        text: Its text.
        attributes: Its attributes.
        children: Elements inside; they may be in any namespace or in none.
        prefix: The prefix it would like to have; the same record with another prefix says the same.
    """

    namespace: str
    name: str
    text: str = ""
    attributes: tuple[Attribute, ...] = ()
    children: "tuple[Extension, ...]" = ()
    prefix: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extended:
    """A record that may carry elements the standard does not know.

    Args:
        extensions: Elements of other namespaces.
    """

    extensions: Annotated[tuple[Extension, ...], Beside("elements")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Extensible(Extended):
    """A record that may carry elements and attributes the standard does not know.

    Args:
        foreign: Attributes of other namespaces.
    """

    foreign: Annotated[tuple[Attribute, ...], Beside("attributes")] = ()


@dataclass(frozen=True, slots=True)
class Money:
    """An amount.

    Args:
        amount: Exact, in whole units of the currency.
        value_date: The day for which it is converted.
        currency: ISO 4217 code; the activity's when empty.
    """

    amount: Annotated[Decimal, Text()]
    value_date: Annotated[date, Attr("value-date")]
    currency: Annotated[str, Attr("currency", free=False)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportingOrg(Extensible):
    """Who reports: identifier, type, names, and whether it only passes on what others said."""

    ref: Annotated[str, Attr("ref")]
    type: Annotated[str, Attr("type", free=False)]
    secondary_reporter: Annotated[bool | None, Attr("secondary-reporter")] = None
    names: Narratives


@dataclass(frozen=True, slots=True, kw_only=True)
class Description(Extensible):
    """What an activity is, of one type (1 general, 2 objectives, 3 target groups, 4 other)."""

    type: Annotated[str, Attr("type", free=False)] = ""
    narratives: Narratives


@dataclass(frozen=True, slots=True, kw_only=True)
class Address(Extensible):
    """A postal address, in one or more languages."""

    narratives: Narratives


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientCountry(Extensible):
    """A country that benefits, with its share in percent (not said on transactions and documents)."""

    code: Annotated[str, Attr("code", free=False)]
    percentage: Annotated[Decimal | None, Attr("percentage")] = None
    names: Narratives = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientRegion(Extensible):
    """A region that benefits, with its vocabulary and its share in percent (not said on transactions)."""

    code: Annotated[str, Attr("code", free=False)]
    vocabulary: Annotated[str, Attr("vocabulary", free=False)] = ""
    vocabulary_uri: Annotated[str, Attr("vocabulary-uri")] = ""
    percentage: Annotated[Decimal | None, Attr("percentage")] = None
    names: Narratives = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector(Extensible):
    """A sector, with its vocabulary (DAC purpose codes when empty) and its share (not said on transactions)."""

    code: Annotated[str, Attr("code", free=False)]
    vocabulary: Annotated[str, Attr("vocabulary", free=False)] = ""
    vocabulary_uri: Annotated[str, Attr("vocabulary-uri")] = ""
    percentage: Annotated[Decimal | None, Attr("percentage")] = None
    names: Narratives = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AidType(Extensible):
    """A type of aid in a vocabulary (the DAC's when empty)."""

    code: Annotated[str, Attr("code", free=False)]
    vocabulary: Annotated[str, Attr("vocabulary", free=False)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLink(Extensible):
    """A document on the web: address, form, titles, categories, languages, day."""

    url: Annotated[str, Attr("url")]
    format: Annotated[str, Attr("format", free=False)]
    titles: Annotated[tuple[Narrative, ...], Elem("title", inner="narrative")]
    description: Annotated[tuple[Narrative, ...], Elem("description", inner="narrative")] = ()
    categories: Annotated[tuple[str, ...], Elem("category", attr="code", free=False)]
    languages: Annotated[tuple[str, ...], Elem("language", attr="code", free=False)] = ()
    day: Annotated[date | None, Elem("document-date", attr="iso-date")] = None
