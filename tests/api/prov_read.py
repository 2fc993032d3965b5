"""A graph of provenance as two readers understand it: the library of the standard's authors, and the rules by hand."""

import io
import json
import re

from prov.model import ProvDocument

ENDS = {
    "wasGeneratedBy": {"prov:entity": "entity", "prov:activity": "activity"},
    "used": {"prov:activity": "activity", "prov:entity": "entity"},
    "wasAssociatedWith": {"prov:activity": "activity", "prov:agent": "agent", "prov:plan": "entity"},
    "wasAttributedTo": {"prov:entity": "entity", "prov:agent": "agent"},
    "hadMember": {"prov:collection": "entity", "prov:entity": "entity"},
    "wasDerivedFrom": {"prov:generatedEntity": "entity", "prov:usedEntity": "entity", "prov:activity": "activity"},
}
NAME = re.compile(r"([a-z]+):[A-Za-z0-9\-_.~%/]+")


def graph(text):
    """The graph; what breaks a rule of PROV-JSON, or is told and hangs on nothing, is an error."""
    told = json.loads(text)
    known = {kind: set(told.get(kind, {})) for kind in ("entity", "activity", "agent")}
    prefixes = {*told["prefix"], "prov", "xsd"}
    assert set(told) <= {"prefix", *known, *ENDS}
    linked = set()
    for kind, rows in told.items():
        if kind == "prefix":
            continue
        for name, row in rows.items():
            if kind in known:
                assert NAME.fullmatch(name)[1] in prefixes, name
            for attribute, value in row.items():
                assert attribute.partition(":")[0] in prefixes, attribute
                if isinstance(value, dict):
                    assert set(value) == {"$", "type"}
                    assert value["type"].partition(":")[0] in prefixes
                    if value["type"] == "prov:QUALIFIED_NAME":
                        assert value["$"].partition(":")[0] in prefixes
            if kind in ENDS:
                assert set(row) <= set(ENDS[kind])
                for end, name_ in row.items():
                    assert name_ in known[ENDS[kind][end]], f"{kind}: {name_} is told nowhere"
                    linked.add(name_)
    assert set.union(*known.values()) - linked == set(), "what is told hangs together"
    assert {name.partition(":")[0] for name in set.union(*known.values())} <= set(told["prefix"])
    read = ProvDocument.deserialize(io.StringIO(text), format="json")
    assert len(read.get_records()) == sum(len(rows) for kind, rows in told.items() if kind != "prefix")
    return told


def figures(told):
    """Name → what is said of each figure."""
    return {name: one for name, one in told.get("entity", {}).items() if name.startswith("figure:")}


def sources(told, name):
    """Names of all that something was derived from, however far."""
    found, waiting = set(), [name]
    while waiting:
        one = waiting.pop()
        for row in told.get("wasDerivedFrom", {}).values():
            used = row["prov:usedEntity"]
            if row["prov:generatedEntity"] == one and used not in found:
                found.add(used)
                waiting.append(used)
    return found
