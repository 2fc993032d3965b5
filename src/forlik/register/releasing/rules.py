"""Rules: what a public text may not say. Each is one row with one predicate, which names the fields that break it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from forlik.register.concept import Concept
from forlik.register.concepts import Actor, Assessment, Engagement, Text
from forlik.register.deciding import NEVER_PUBLIC
from forlik.register.facets import OPEN, SECRET, facet_of
from forlik.register.placing import lacking
from forlik.register.releasing import sources
from forlik.register.releasing.fiction import made_up
from forlik.register.releasing.offered import Offered
from forlik.register.releasing.sealed import gives_away
from forlik.register.vocabulary import vocabulary

CITED = (Engagement, Text)
"""Concepts of which nothing is said in public without a citation, beside those that need evidence anyway."""
CONTACT = re.compile(r"[\w.+-]@[\w-]+\.[\w.]|\+\d[\d ()\u00a0-]{7,}\d")
"""Where an address of mail has its sign, or a number of a telephone. The whole address is not looked for: what has one
letter before the sign has an address, and looking for more would begin anew at each letter of a long word."""

Breaks = Callable[[Offered], Iterator[str]]
"""Gives the fields that break a rule; an empty name for the record as a whole."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Args:
        name: What it is called.
        en: What is wrong with a text that breaks it, in English.
        nb: In Norwegian.
        remedy_en: What to do.
        remedy_nb: The same in Norwegian.
        breaks: Gives the fields that break it.
    """

    name: str
    en: str
    nb: str
    remedy_en: str
    remedy_nb: str
    breaks: Breaks


@dataclass(frozen=True, slots=True)
class Refusal:
    """One rule that stands against a text.

    Args:
        rule: The rule.
        record: Id of the record.
        concept: Name of its concept.
        fields: The fields that break it; none where the record as a whole does.
    """

    rule: Rule
    record: str
    concept: str
    fields: tuple[str, ...]

    def said(self, language: str = "en") -> str:
        """What is wrong, and what to do."""
        norwegian = language == "nb"
        what, remedy = (self.rule.nb, self.rule.remedy_nb) if norwegian else (self.rule.en, self.rule.remedy_en)
        return f"{what}: {remedy}"


def why_not(offered: Offered) -> tuple[Refusal, ...]:
    """Every rule that stands against a text, in their order; none where it may be released."""
    found = []
    for rule in RULES:
        fields = tuple(dict.fromkeys(rule.breaks(offered)))
        if fields:
            found.append(Refusal(rule, offered.record, offered.concept, tuple(one for one in fields if one)))
    return tuple(found)


def _shape(offered: Offered) -> Iterator[str]:
    if not isinstance(offered.whole, Concept):
        yield ""
        return
    yield from (name for name in lacking(offered.whole) if name != "evidence")
    if isinstance(offered.whole, Engagement) and not offered.whole.title:
        yield "title"


def _inside(offered: Offered) -> Iterator[str]:
    known = offered.kind.model_fields
    yield from (name for name in offered.body if name not in known or name == "id" or _closed(offered.kind, name))


def _closed(kind: type[Concept], name: str) -> bool:
    return facet_of(kind, name) is not OPEN


def _withdrawn(offered: Offered) -> Iterator[str]:
    if offered.body.get("withdrawn"):
        yield "withdrawn"


def _considered(offered: Offered) -> Iterator[str]:
    """What a decision is made of, whatever the public text calls it."""
    if offered.kind is not Assessment:
        return
    # Whoever sees more than the public text knows of what kind the record is.
    seen = offered.beside.seen.get(Assessment, offered.record)
    if {offered.body.get("kind"), seen.kind if seen else None} & NEVER_PUBLIC:
        yield "kind"
    if offered.body.get("option"):
        yield "option"


def _fictional(offered: Offered) -> Iterator[str]:
    if offered.beside.mixed and made_up(offered.beside.seen, offered.record):
        yield ""


def _names(offered: Offered) -> Iterator[str]:
    for leaf in offered.leaves:
        if leaf.sort == "ref" and leaf.value != offered.record and leaf.value not in offered.beside.public:
            yield leaf.field


def _house(offered: Offered) -> Iterator[str]:
    yield from (leaf.field for leaf in offered.leaves if leaf.sort == "house" and leaf.value)


def _person(offered: Offered) -> Iterator[str]:
    if _is_person(offered) and not str(offered.body.get("office") or "").strip():
        yield "office"


def _is_person(offered: Offered) -> bool:
    if offered.kind is not Actor:
        return False
    # Whoever sees more than the public text knows better what sort of actor it is.
    seen = offered.beside.seen.get(Actor, offered.record)
    return "person" in (offered.body.get("kind"), seen.kind if seen else None)


def _hold(offered: Offered) -> Iterator[str]:
    if offered.record in offered.beside.held:
        yield ""
    for leaf in offered.leaves:
        if leaf.sort == "ref" and leaf.value in offered.beside.held:
            yield leaf.field


def _sealed(offered: Offered) -> Iterator[str]:
    sealed = offered.beside.sealed
    yield from (leaf.field for leaf in offered.leaves if leaf.sort == "text" and gives_away(leaf.value, sealed))


def _contact(offered: Offered) -> Iterator[str]:
    yield from (leaf.field for leaf in offered.leaves if leaf.sort == "text" and CONTACT.search(leaf.value))


def _evidence(offered: Offered) -> Iterator[str]:
    needed = offered.kind.EVIDENCED or offered.kind in CITED or _is_person(offered) or "listed" in offered.body
    cited = any(
        str(one.get("citation", "")).strip() and one.get("basis") != sources.NOTHING for one in offered.evidence
    )
    if needed and not cited:
        yield "evidence"


def _leaked(offered: Offered) -> Iterator[str]:
    if any(map(sources.leaked, offered.evidence)):
        yield "evidence"


def _told(offered: Offered) -> Iterator[str]:
    if any(map(sources.told_us, offered.evidence)):
        yield "evidence"


def _licence(offered: Offered) -> Iterator[str]:
    """A fact that rests only on a source whose terms allow no more than a link."""
    closed = [one for one in offered.evidence if sources.link_only(one) or sources.from_pax(one)]
    open_ = [one for one in offered.evidence if sources.carries(one)]
    repeated = sources.said_by(one for one in closed if sources.link_only(one))
    alone = sources.said_by(closed) - sources.said_by(open_)
    if closed and (not open_ or repeated or alone):
        yield "evidence"


def _disclosed(offered: Offered) -> Iterator[str]:
    kind = offered.body.get("kind")
    words = vocabulary(offered.kind.KINDS) if offered.kind.KINDS else {}
    secret = kind in words and words[str(kind)].existence is SECRET
    if secret and not any(map(sources.public_already, offered.evidence)):
        yield "kind"


def _too_early(offered: Offered) -> Iterator[str]:
    on = offered.beside.release_on
    if on is not None and offered.beside.day < on:
        yield ""


RULES: tuple[Rule, ...] = (
    Rule(
        "shape",
        "it says what cannot be, or lacks what every such record says",
        "det sier noe som ikke kan stemme, eller mangler det enhver slik post sier",
        "correct the fields",
        "rett feltene",
        _shape,
    ),
    Rule(
        "inside",
        "it holds a field that is never public",
        "den har et felt som aldri er offentlig",
        "leave the field out",
        "utelat feltet",
        _inside,
    ),
    Rule(
        "withdrawn",
        "it was recorded by mistake",
        "den ble registrert ved en feil",
        "release nothing of it",
        "frigi ingenting av den",
        _withdrawn,
    ),
    Rule(
        "considered",
        "it is part of a decision on an option: options, answers on harm, codes, expectations and decisions "
        "stay inside",
        "den er del av en beslutning om et alternativ: alternativer, svar om skade, koder, forventninger og "
        "beslutninger blir i huset",
        "release nothing of it; what was done is released as an act",
        "frigi ingenting av den; det som ble gjort, frigis som en handling",
        _considered,
    ),
    Rule(
        "fictional",
        "it is made up, and stands among real records",
        "den er oppdiktet, og står blant virkelige poster",
        "made-up records are for a register to learn with",
        "oppdiktede poster hører til i et register å lære med",
        _fictional,
    ),
    Rule(
        "names",
        "it names a record that is not public",
        "den nevner en post som ikke er offentlig",
        "release that one first, or leave it out",
        "frigi den først, eller utelat den",
        _names,
    ),
    Rule(
        "house",
        "it names a person of the house",
        "den nevner en person i huset",
        "leave the person out",
        "utelat personen",
        _house,
    ),
    Rule(
        "person",
        "it is a natural person without a public office",
        "det er en fysisk person uten et offentlig verv",
        "state the office as in a public text, or release nothing of the person",
        "oppgi vervet som i en offentlig tekst, eller frigi ingenting om personen",
        _person,
    ),
    Rule(
        "hold",
        "a lawful hold lies on a person it is about",
        "det hviler et rettslig vern på en person den handler om",
        "ask whoever holds the role of data protection",
        "spør den som har rollen for personvern",
        _hold,
    ),
    Rule(
        "sealed",
        "it repeats what is sealed in this file",
        "den gjentar noe som er forseglet i denne saken",
        "say it otherwise, or lower its grade first",
        "si det på en annen måte, eller senk graderingen først",
        _sealed,
    ),
    Rule(
        "contact",
        "it holds an address or a telephone number",
        "den inneholder en adresse eller et telefonnummer",
        "leave it out",
        "utelat det",
        _contact,
    ),
    Rule(
        "evidence",
        "nothing says by what it is known",
        "ingenting sier hvordan den er kjent",
        "cite a source that the public may read",
        "siter en kilde offentligheten kan lese",
        _evidence,
    ),
    Rule(
        "leaked",
        "it rests on a leaked document",
        "den hviler på et lekket dokument",
        "cite another source; a leaked document is never evidence",
        "siter en annen kilde; et lekket dokument er aldri belegg",
        _leaked,
    ),
    Rule(
        "told",
        "its evidence shows who told us",
        "belegget viser hvem som fortalte oss det",
        "cite what was published, or seen by ourselves",
        "siter det som er offentliggjort, eller sett av oss selv",
        _told,
    ),
    Rule(
        "licence",
        "it rests on a source whose terms allow a link only",
        "den hviler på en kilde der vilkårene bare tillater lenke",
        "cite a source that may be repeated, and give the link without the fact",
        "siter en kilde som kan gjengis, og gi lenken uten opplysningen",
        _licence,
    ),
    Rule(
        "disclosed",
        "that there is such a record is secret by its kind until it is disclosed",
        "at en slik post finnes er hemmelig etter sin art til den er offentliggjort",
        "cite where it was published",
        "siter hvor det ble offentliggjort",
        _disclosed,
    ),
    Rule(
        "release_on",
        "the day from which the file may be released has not come",
        "dagen saken kan frigis fra, er ikke kommet",
        "wait for the day, or let who answers for the file move it",
        "vent til dagen, eller la den som svarer for saken flytte den",
        _too_early,
    ),
)
"""The rules, in the order in which they are told."""
