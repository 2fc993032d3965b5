"""The layout against the official schemas of 2.03: every element and attribute has a column, a narrative or a table."""

import itertools
from dataclasses import dataclass, field

import pytest
from lxml import etree

from forlik.iati.layout import TYPED, XML_LANG, layout
from forlik.iati.read import read
from forlik.iati.standard import FOLDER, KINDS, schema

XSD = "{http://www.w3.org/2001/XMLSchema}"
KIND_OF = {"xsd:date": "date", "xsd:decimal": "decimal", "xsd:boolean": "bool"}
KINDS_OF_FILE = ("activity", "organisation")
OF_THE_ROOT = {"version", "generated-datetime", "linked-data-default"}
"""Attributes of the root: they stand in the first table, and all of the root's in the report."""


@dataclass
class Element:
    """One element as a schema declares it at one place."""

    name: str
    path: str
    repeats: bool
    text: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element"] = field(default_factory=list)

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()


class Schema:
    """The declarations of a schema and of the one it includes, by name."""

    def __init__(self, name: str) -> None:
        self.elements, self.types, self.attributes = {}, {}, {}
        for file in (FOLDER / "schema" / name, FOLDER / "schema" / "iati-common.xsd"):
            for one in etree.parse(file).getroot():
                held = {"element": self.elements, "complexType": self.types, "attribute": self.attributes}
                if isinstance(one.tag, str) and one.get("name"):
                    held[one.tag.removeprefix(XSD)][one.get("name")] = one

    def element(self, declared, above: str = "", *, top: bool = False) -> Element:
        """What is declared, followed through its reference and its type."""
        there = self.elements[declared.get("ref")] if declared.get("ref") else declared
        name = there.get("name")
        path = "" if top else f"{above}/{name}".lstrip("/")
        repeats = declared.get("maxOccurs", "1") != "1"
        found = Element(name, path, repeats)
        of_type = there.get("type")
        if of_type in self.types:
            self._inside(self.types[of_type], found)
        elif of_type:
            found.text = of_type
        elif (inside := there.find(f"{XSD}complexType")) is not None:
            self._inside(inside, found)
        return found

    def _inside(self, declared, found: Element) -> None:
        for part in declared:
            kind = part.tag.removeprefix(XSD) if isinstance(part.tag, str) else ""
            if kind in {"sequence", "choice", "simpleContent", "complexContent"}:
                self._inside(part, found)
            elif kind == "extension":
                base = part.get("base")
                if base in self.types:
                    self._inside(self.types[base], found)
                else:
                    found.text = base
                self._inside(part, found)
            elif kind == "element":
                found.children.append(self.element(part, found.path))
            elif kind == "attribute":
                there = self.attributes.get(part.get("ref"), part)
                name = part.get("ref") or part.get("name")
                found.attributes[XML_LANG if name == "xml:lang" else name] = there.get("type", "")
            else:
                assert kind in {"", "any", "anyAttribute", "annotation"}, f"{kind} is not followed"


def declared(content: str) -> Element:
    _, tag, file = KINDS[content]
    whole = Schema(file)
    return whole.element(whole.elements[tag], top=True)


def node_at(content: str, path: str):
    node = layout(content).root
    for tag in path.split("/") if path else ():
        node = node.children.get(tag)
        if node is None:
            return None
    return node


@pytest.mark.parametrize("content", KINDS_OF_FILE)
def test_the_walk_sees_every_element_and_attribute_that_the_schema_names(content):
    root, _, file = KINDS[content]
    every = list(declared(content).walk())
    named = etree.parse(FOLDER / "schema" / file).getroot()
    elements = {one.get("name") or one.get("ref") for one in named.iter(f"{XSD}element")}
    attributes = {one.get("name") or one.get("ref") for one in named.iter(f"{XSD}attribute")} - {"xml:lang"}
    assert {one.name for one in every} >= elements - {root}
    assert {name for one in every for name in one.attributes} >= attributes - OF_THE_ROOT


@pytest.mark.parametrize("content", KINDS_OF_FILE)
def test_every_element_and_attribute_of_the_schema_has_a_place(content):
    without = []
    for one in declared(content).walk():
        if one.name == "narrative":
            above = node_at(content, one.path.rpartition("/")[0])
            without += [] if above else [one.path]
            continue
        node = node_at(content, one.path)
        if node is None:
            without.append(one.path)
            continue
        without += [f"{one.path}/@{name}" for name in one.attributes if name not in {*node.attributes, XML_LANG}]
        without += [f"{one.path}/text()"] if one.text and node.text is None else []
    assert not without


@pytest.mark.parametrize("content", KINDS_OF_FILE)
def test_every_element_that_may_be_repeated_is_a_row(content):
    for one in declared(content).walk():
        if one.repeats and one.path and one.name != "narrative":
            node = node_at(content, one.path)
            assert node.opens is not None, f"{one.path} may be repeated; the second would find its cells taken"


@pytest.mark.parametrize("content", KINDS_OF_FILE)
def test_days_numbers_and_truths_of_the_schema_are_typed(content):
    tables = layout(content).tables
    for one in declared(content).walk():
        node = node_at(content, one.path)
        places = [(name, node.attributes.get(name), kind) for name, kind in one.attributes.items()] if node else []
        places += [("text()", node.text, one.text)] if node and one.text else []
        for name, number, kind in places:
            if kind in KIND_OF and number is not None:
                column = tables[node.owner].columns[number]
                kept = "text" if column.name.endswith("year") else KIND_OF[kind]  # the schema has years as decimals
                assert column.kind == kept, f"{one.path}/{name} is {kind}, and {column.name} is {column.kind}"


def written(one: Element, numbers, times: int) -> str:
    """A made-up element with every attribute and text the schema allows, each different from all others."""
    if one.name == "narrative":
        return "".join(f'<narrative xml:lang="l{next(numbers)}">t{next(numbers)}</narrative>' for _ in range(times))
    parts = []
    for _ in range(times if one.repeats and one.path else 1):
        names = [("xml:lang" if name == XML_LANG else name) for name in one.attributes]
        attributes = "".join(f' {name}="v{next(numbers)}"' for name in names)
        text = f"t{next(numbers)}" if one.text else ""
        inside = "".join(written(child, numbers, times) for child in one.children)
        parts.append(f"<{one.name}{attributes}>{text}{inside}</{one.name}>")
    return "".join(parts)


@pytest.mark.parametrize("content", KINDS_OF_FILE)
@pytest.mark.parametrize("times", [1, 2])
def test_a_file_with_everything_in_it_needs_no_extension(content, times, tmp_path):
    numbers = itertools.count(1)
    root, _, _ = KINDS[content]
    body = written(declared(content), numbers, times)
    path = tmp_path / "everything.xml"
    path.write_text(f'<{root} version="2.03">{body}</{root}>', encoding="utf-8")
    reading = read(path, reader="reference")
    where = layout(content)
    assert reading.tables[where.extension].to_pylist() == []
    texts = {
        text
        for name, table in reading.tables.items()
        if name not in {"file", "refused", where.problem}
        for column in table.schema
        if str(column.type) == "string"
        for text in table.column(column.name).unique().to_pylist()
    }
    given = {f"{sign}{number}" for number in range(1, next(numbers)) for sign in "vtl"} & set(
        # every value that stands in the file
        body.replace('"', " ").replace(">", " ").replace("<", " ").split()
    )
    assert len(given) > 80
    assert given <= texts, sorted(given - texts)


@pytest.mark.parametrize("content", KINDS_OF_FILE)
def test_the_walk_and_the_official_schema_agree_on_what_is_an_element(content, tmp_path):
    root, _, _ = KINDS[content]
    body = written(declared(content), itertools.count(1), 1)
    path = tmp_path / "everything.xml"
    path.write_text(f'<{root} version="2.03">{body}</{root}>', encoding="utf-8")
    official = schema(content)
    official.validate(etree.parse(path))
    strange = [str(one.message) for one in official.error_log if "not expected" in str(one.message)]
    strange += [str(one.message) for one in official.error_log if "not allowed" in str(one.message)]
    assert not strange


@pytest.mark.parametrize("content", KINDS_OF_FILE)
def test_names_are_plain_and_stand_once(content):
    where = layout(content)
    assert len(set(where.names)) == len(where.names)
    for table in where.tables:
        names = [column.name for column in table.columns]
        names += [f"{column.name}_raw" for column in table.columns if column.kind in TYPED]
        assert len(set(names)) == len(names), table.name
        assert all(name.isidentifier() and name.islower() for name in [table.name, *names])
        assert table.grain.startswith("one ")


def test_tables_of_activities_and_of_organisations_never_share_a_name():
    one, other = layout("activity"), layout("organisation")
    assert not {*one.names, one.problem} & {*other.names, other.problem}


@pytest.mark.parametrize("content", KINDS_OF_FILE)
def test_no_two_columns_of_a_table_read_the_same_place(content):
    for table in layout(content).tables:
        ways = {"narrative": "narrative", "element": "element"}
        places = [(path, ways.get(column.kind, "cell")) for column in table.columns for path in column.paths]
        assert len(set(places)) == len(places), table.name
