"""Where each record comes from: its evidence and its edition, as PROV-JSON."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from forlik.publish.comparing import called
from forlik.publish.edition import Edition
from forlik.published import Public

PREFIXES = {
    "dct": "http://purl.org/dc/terms/",
    "edition": "urn:sha256:",
    "evidence": "urn:forlik:evidence:",
    "record": "urn:forlik:record:",
    "organisation": "urn:forlik:organisation:",
}


def provenance(edition: Edition) -> bytes:
    """The provenance of an edition: which record is in it, and from which evidence each was derived.

    Args:
        edition: The edition.
    """
    whole = f"edition:{edition.copy.edition}"
    entities: dict[str, Mapping[str, Any]] = {
        whole: {
            "prov:type": {"$": "prov:Collection", "type": "prov:QUALIFIED_NAME"},
            "dct:title": edition.about["title"],
            "dct:issued": edition.copy.day.isoformat(),
            "dct:license": edition.licence[1],
        }
    }
    members: dict[str, Mapping[str, str]] = {}
    derived: dict[str, Mapping[str, str]] = {}
    for one in edition.copy.records:
        # As this edition has it: what a record says later is another entity.
        record = f"record:{one.id}/{edition.copy.edition[:16]}"
        entities[record] = _record(one)
        members[f"_:m{len(members) + 1}"] = {"prov:collection": whole, "prov:entity": record}
        for piece in one.body.get("evidence", ()):
            source = f"evidence:{_digest(piece)}"
            entities[source] = _source(piece)
            named = {"prov:generatedEntity": record, "prov:usedEntity": source}
            derived[f"_:d{len(derived) + 1}"] = named
    agent = f"organisation:{hashlib.sha256(edition.copy.publisher.encode()).hexdigest()[:16]}"
    told = {
        "prefix": PREFIXES,
        "entity": entities,
        "agent": {agent: {"prov:label": edition.copy.publisher}},
        "wasAttributedTo": {"_:a1": {"prov:entity": whole, "prov:agent": agent}},
        "hadMember": members,
        "wasDerivedFrom": derived,
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _record(one: Public) -> Mapping[str, Any]:
    return {
        "prov:label": called(one),
        "dct:identifier": one.id,
        "dct:type": one.concept,
        "dct:available": one.since.isoformat(),
        "dct:modified": one.known_on.isoformat(),
    }


def _source(piece: Mapping[str, Any]) -> Mapping[str, Any]:
    told = {
        "prov:label": piece["citation"],
        "dct:source": piece.get("url"),
        "dct:date": piece.get("dated"),
        "dct:identifier": f"urn:sha256:{piece['content_hash']}" if piece.get("content_hash") else None,
    }
    return {name: value for name, value in told.items() if value}


def _digest(piece: Mapping[str, Any]) -> str:
    named = [str(piece.get(name) or "") for name in ("citation", "url", "content_hash", "dated")]
    return hashlib.sha256("\n".join(named).encode()).hexdigest()[:32]
