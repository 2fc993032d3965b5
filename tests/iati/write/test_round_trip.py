"""What is written is valid, the same every time, and reads back as it was."""

import io
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from iati_records import GENERATED, activities, classes, full, organisations
from lxml import etree

from forlik.iati import write as iw
from forlik.iati.standard import FOLDER, schema
from forlik.iati.write import (
    Activity,
    Organisation,
    Records,
    parse,
    records_from_json,
    to_json,
    write_activities,
    write_organisations,
)
from forlik.iati.write.parse import READERS
from forlik.iati.write.shape import Beside, slots

many = settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def written(record, **options) -> bytes:
    stream = io.BytesIO()
    write = write_activities if isinstance(record, Activity) else write_organisations
    write([record], stream, generated=GENERATED, **options)
    return stream.getvalue()


def read_back(content: bytes):
    [node] = etree.fromstring(content)
    return READERS[node.tag](node)


@many
@given(activities())
def test_an_activity_is_valid_and_reads_back_as_it_was(activity):
    content = written(activity)
    assert schema("activity").validate(etree.fromstring(content))
    assert read_back(content) == activity
    assert written(read_back(content)) == content


@many
@given(organisations())
def test_an_organisation_is_valid_and_reads_back_as_it_was(organisation):
    content = written(organisation)
    assert schema("organisation").validate(etree.fromstring(content))
    assert read_back(content) == organisation
    assert written(read_back(content)) == content


@many
@given(st.lists(activities(), max_size=2), st.lists(organisations(), max_size=1))
def test_json_reads_back_as_it_was(some, others):
    records = Records(tuple(some), tuple(others))
    assert records_from_json(to_json(records)) == records


def said(record, seen):
    """Count the fields that a record says, at every depth."""
    for slot in slots(type(record)):
        value = getattr(record, slot.field)
        if value != slot.default:
            seen[type(record), slot.field] += 1
            if slot.record and not isinstance(slot.place, Beside):
                for one in value if slot.many else (value,):
                    said(one, seen)


@pytest.mark.parametrize("top", [Activity, Organisation])
def test_a_record_that_says_everything_reads_back_as_it_was(top):
    record, seen = full(top), Counter()
    said(record, seen)
    unsaid = {(cls, slot.field) for cls in classes(top) for slot in slots(cls)} - set(seen)
    # Of a budget's place or a document's no share is said.
    assert unsaid == (
        set() if top is Activity else {(iw.RecipientCountry, "percentage"), (iw.RecipientRegion, "percentage")}
    )
    content = written(record, strict=False)
    assert read_back(content) == record
    records = Records((record,)) if top is Activity else Records((), (record,))
    assert records_from_json(to_json(records)) == records


XS = "{http://www.w3.org/2001/XMLSchema}"


def allowed(kind) -> set[str]:
    """Every path of elements and attributes below a record that the official schema allows."""
    trees = [etree.parse(FOLDER / "schema" / f"iati-{name}.xsd").getroot() for name in (kind, "common")]
    known = {(one.tag, one.get("name")): one for tree in trees for one in tree}
    paths = set()

    def walk(node, path):
        for one in node:
            name = one.get("name") or one.get("ref")
            if one.tag == f"{XS}element":
                paths.add(f"{path}/{name}")
                declared = known[one.tag, name] if one.get("ref") else one
                walk(declared, f"{path}/{name}")
                typed(declared.get("type"), f"{path}/{name}")
            elif one.tag == f"{XS}attribute":
                paths.add(f"{path}/@{name}")
            elif isinstance(one.tag, str):
                typed(one.get("base"), path)
                walk(one, path)

    def typed(name, path):
        if (f"{XS}complexType", name) in known:
            walk(known[f"{XS}complexType", name], path)

    top = {"activities-schema": "iati-activity", "organisations-schema": "iati-organisation"}[kind]
    walk(known[f"{XS}element", top], "")
    return paths


def stated(node, path="") -> set[str]:
    """Every path of elements and attributes of the standard that an element states."""
    names = (name.replace("{http://www.w3.org/XML/1998/namespace}", "xml:") for name in node.attrib)
    paths = {f"{path}/@{name}" for name in names if not name.startswith("{")}
    for child in node:
        if not child.tag.startswith("{"):
            paths |= {f"{path}/{child.tag}"} | stated(child, f"{path}/{child.tag}")
    return paths


@pytest.mark.parametrize(("top", "kind"), [(Activity, "activities-schema"), (Organisation, "organisations-schema")])
def test_whatever_the_schema_allows_a_record_can_say(top, kind):
    [node] = etree.fromstring(written(full(top), strict=False))
    assert stated(node) == allowed(kind)
    assert len(allowed(kind)) > 60


def test_a_file_reads_back_whole(tmp_path):
    path = tmp_path / "one.xml"
    records = parsed = None

    @settings(max_examples=5, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(st.lists(activities(), min_size=1, max_size=4, unique_by=lambda one: one.identifier))
    def whole(some):
        nonlocal records, parsed
        records = tuple(some)
        assert write_activities(iter(some), path, generated=GENERATED) == len(some)
        parsed = parse(path)
        assert parsed == records

    whole()
