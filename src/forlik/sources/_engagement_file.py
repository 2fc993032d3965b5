"""The compilation of Norway's engagements as one JSON file: its layout, and what of it may be repeated."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from forlik.core.errors import BadInput, PlaceRefused
from forlik.core.source import RawFile
from forlik.places import place
from forlik.store.read import Item, read_json

STATED = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
STATUS = ("ongoing", "implementation", "suspended", "completed", "ended", "unknown")
CONFIDENCE = ("high", "medium", "low")
BASIS = ("verified-page", "verified-dataset", "background", "not-found", "link-only")
LINK, MISSED = "link-only", "not-found"
# Kind of a source in the compilation → what its terms let us repeat.
KINDS = {"page": "facts only; page terms not read", "data": "facts only; terms not read", "background": "unverified"}
# Site → why what rests on it alone is told as a link, without the fact.
LINK_ONLY = {
    "peaceagreements.org": "link only; terms of use not read",
    "b92.net": "link only; describes a document of unknown origin",
}
# How the compilation writes that something was looked for and not found, and dates that stand side by side.
NOTHING = re.compile(r"(not (documented|read)\b.*|unknown)?")
CLAIM = re.compile(rf"({STATED.pattern})( \([^)]*\))?")
STATUS_WORDS = {"active": "ongoing"} | {word: word for word in STATUS}
STATUS_YEAR = re.compile(r"\bin (?:[A-Z][a-z]+ )?(\d{4})$")
ROLE = re.compile(r"\b(facilitator|mediator|monitor|observer|guarantor|host|witness|supporter)\b")
ASKED = re.compile(r"^(at the (behest|invitation|request) of|invited by)\b|\basked\b", re.IGNORECASE)
OWN = re.compile(r"\binitiative\b|\bby Norway itself\b|^Norway offered\b", re.IGNORECASE)
# An address is whole, or was shortened with dots, or there is none; only a whole one may become a link.
WHOLE = re.compile(r"https?://(?!\S*\.\.\.)([^/\s]+)\S*")
NO_ADDRESS = re.compile(r"(\(stored copy\)|https?://\S*\.\.\.\S*)?")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Compiled:
    """What the compilation says.

    Args:
        engagements: Rows as the list of engagements has them; ``places`` holds codes separated by spaces.
        facts: Rows as the list of facts has them, numbered.
        citations: Rows as the list of sources has them, and more beside.
        met: Facts and claims met.
        ignored: Reason → number left out.
    """

    engagements: list[Row]
    facts: list[Row]
    citations: list[Row]
    met: int
    ignored: Mapping[str, int]


def compiled(file: RawFile) -> Compiled:
    """Read the compilation: its sources, and of each engagement a row and every fact.

    Raises:
        BadInput: It is not laid out as the compilation is.
    """
    top = Item(read_json(file), file, "file")
    sources = top.take("sources", dict) or {}
    cited = {name: _cited(name, Item(source, file, f"file.sources.{name}")) for name, source in sources.items()}
    items, unsupported = top.items("engagements"), top.items("unsupported", default=[])
    top.done()
    if not items:
        raise _wrong(top, "engagements", "there is no engagement")
    engagements: list[Row] = []
    facts: list[Row] = []
    met = 0
    for item in items:
        theirs = list(_facts(item, cited))
        met += len(theirs)
        engagements.append(_engagement(item, theirs, cited) | {"fact": 0})
        # Every other fact has a key of its own; more links to the same place say nothing more.
        told = {(one["basis"] == LINK or -at, one["field"], one["citations"]): at for at, one in enumerate(theirs)}
        facts += [theirs[at] | {"fact": number} for number, at in enumerate(sorted(told.values()), len(facts) + 1)]
    for claim in unsupported:
        claim.ignore("place", "why")
        claim.done()
    linked = "rests on a source that may only be linked; the link is told once a field"
    left_out = {linked: met - len(facts), "a claim that the compilers could not support": len(unsupported)}
    return Compiled(engagements, facts, list(cited.values()), met + len(unsupported), left_out)


def _cited(name: str, item: Item) -> Row:
    """A source's row, and beside it its kind, and whether it may only be linked."""
    title, publisher, url = _filled(item, "title"), _filled(item, "publisher"), item.take("url", str) or ""
    year, kind = item.take("year", int), item.take("kind", str)
    item.done()
    whole = WHOLE.fullmatch(url)
    if kind not in KINDS:
        raise _wrong(item, "kind", f"“{kind}” is not one of {', '.join(KINDS)}")
    if not whole and not NO_ADDRESS.fullmatch(url):
        raise _wrong(item, "url", f"“{url:.80}” is not a web address")
    if kind == "background":
        # Nobody's page: the compilation's own words about itself are no title.
        title, publisher = "Background knowledge, no source read", "Forlik"
    link = next((why for site, why in LINK_ONLY.items() if whole and f".{whole[1]}".endswith(f".{site}")), "")
    terms = (link or KINDS[kind]) + ("" if whole or kind == "background" else "; no whole address is given")
    row = {"citation_id": name, "title": title, "publisher": publisher, "dated": year and f"{year:04d}"}
    return row | {"url": url if whole else None, "terms": terms, "kind": kind, "link_only": bool(link)}


def _facts(item: Item, cited: Mapping[str, Row]) -> Iterator[Row]:
    """Every fact of an engagement, still without its number."""
    about = {"engagement_id": _filled(item, "id")}
    claims = [(field, item.inner(field)) for field in ("start", "end", "status", "request", "outcome")]
    claims += [(field, one) for field in ("role", "partner") for one in item.items(f"{field}s")]
    for field, one in claims:
        said, confidence, by = one.take("value", str) or "", one.take("conf", str), _sources(one, cited)
        one.done()
        if confidence not in CONFIDENCE:
            raise _wrong(one, "conf", f"“{confidence}” is not one of {', '.join(CONFIDENCE)}")
        # Dates that disagree, or are of two things, stand side by side; anything else is one claim in words.
        parts = re.split(r" / |; ", said) if field in ("start", "end") else [said]
        dates = [CLAIM.fullmatch(part) if field in ("start", "end") else None for part in parts]
        for part, dated in zip(parts, dates, strict=True) if all(dates) else [(said, None)]:
            yield about | _fact(part, dated and dated[1], by, cited) | {"field": field, "confidence": confidence}
    for one in item.items("agreements"):
        one.ignore("pax_agt_id")  # it leads to what may not be repeated
        said, stated, number = _filled(one, "name"), one.take("date", str), one.take("ucdp_pa_id", int)
        role, by = one.take("norway_role", str), _sources(one, cited)
        one.done()
        exact = stated if stated and STATED.fullmatch(stated) else None
        said = f"{stated}: {said}" if stated and not exact else said
        said = (said if number is None else f"{said} (UCDP {number})") + (f": {role}" if role else "")
        # The compilation's own table of facts has every agreement with high confidence.
        yield about | _fact(said, exact, by, cited) | {"field": "agreement", "confidence": "high"}


def _fact(said: str, dated: str | None, by: Sequence[str], cited: Mapping[str, Row]) -> Row:
    kinds = {cited[name]["kind"] for name in by if not cited[name]["link_only"]}
    verified = "verified-page" if "page" in kinds else "verified-dataset" if kinds else LINK
    basis = MISSED if NOTHING.fullmatch(said) else "background" if kinds == {"background"} else verified
    return {
        "value": None if basis in (LINK, MISSED) else said,
        "dated": None if basis in (LINK, MISSED) else dated,
        "basis": basis,
        # The source that carries a fact comes before one that may only be linked.
        "citations": " ".join(sorted(by, key=lambda name: cited[name]["link_only"])),
        "verified": "yes" if basis.startswith("verified") else "no",
    }


def _engagement(item: Item, facts: Sequence[Row], cited: Mapping[str, Row]) -> Row:
    """An engagement's row; it repeats verified facts only."""
    where, conflict = _filled(item, "place"), _filled(item, "conflict")
    # Without a source in the file: who the parties are, numbers of other lists, remarks.
    item.ignore("parties", "ucdp_conflict_id", "pax_process_id", "notes")
    item.done()
    verified = [fact for fact in facts if fact["verified"] == "yes"]
    known = {field: [fact for fact in verified if fact["field"] == field] for field in {one["field"] for one in facts}}
    started, ended = ([one["dated"] for one in known[field] if one["dated"]] for field in ("start", "end"))
    status = known["status"][0]["value"] if known["status"] else "unknown"
    word = re.split(r"[^a-z]", status.lower())[0]
    if word not in STATUS_WORDS:
        raise _wrong(item, "status", f"“{status:.80}” begins with none of {', '.join(STATUS_WORDS)}")
    # The year for which the status is said, else that of the newest source that says so.
    year = STATUS_YEAR.search(status)
    role = ROLE.search(known["role"][0]["value"]) if known.get("role") else None
    request = "".join(one["value"] for one in known["request"])
    asked = ASKED.search(request) and known["request"][0]["confidence"] == "high"
    title = conflict if conflict.startswith(where.partition(" (")[0]) else f"{where}: {conflict}"
    return {
        "engagement_id": facts[0]["engagement_id"],
        "places": " ".join(_places(item, where)),
        "title": where if where.startswith(conflict) else title,
        "title_nb": None,
        "pillar": "peace",  # what the compilation is of
        "mode": "not stated",
        "role": role[1] if role else "not known",
        "requested": "documented" if asked else "own initiative" if OWN.search(request) else "undocumented",
        "started": min(started, default=None),
        "ended": max(ended, default=None),
        "status": STATUS_WORDS[word],
        "status_on": year[1] if year else _newest(known["status"], cited),
        "newest_source_on": _newest(verified, cited),
    }


def _newest(facts: Sequence[Row], cited: Mapping[str, Row]) -> str | None:
    """The year of the newest source that carries a fact."""
    sources = [cited[name] for fact in facts for name in fact["citations"].split(" ")]
    return max((one["dated"] for one in sources if not one["link_only"] and one["dated"]), default=None)


def _places(item: Item, where: str) -> Iterator[str]:
    """The places that “Israel / Palestine” or “Hebron (Palestine)” names: brackets count when the rest is no place."""
    for name in re.split(r" [/–-] ", where):
        for words in name.rstrip(")").split("("):
            with suppress(PlaceRefused):
                yield place(words.strip()).iso3
                break
        else:
            raise _wrong(item, "place", f"“{name}” is not a place that is known")


def _sources(item: Item, cited: Mapping[str, Row]) -> list[str]:
    names = item.take("src", list) or []
    strange = [name for name in names if not isinstance(name, str) or name not in cited]
    if not names or strange:
        why = f"“{strange[0]!s:.40}” is not among the sources of the file" if names else "every fact needs a source"
        raise _wrong(item, "src", why)
    return list(dict.fromkeys(names))


def _filled(item: Item, name: str) -> str:
    value: str = item.take(name, str) or ""
    if not value.strip():
        raise _wrong(item, name, "a value is required")
    return value


def _wrong(item: Item, field: str, what: str) -> BadInput:
    remedy = "check that this is the compilation of engagements; if it is, its layout has changed"
    return BadInput(what, file=item.file.name, field=f"{item.path}.{field}", remedy=remedy)
