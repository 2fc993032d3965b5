"""Made-up files over the names of the standard and others: whatever stands in a file stands in the tables.

What is right is said by Python's own XML parser and plain counting, not by the reader.
"""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as examples
from hypothesis import strategies as st

from forlik.iati.layout import TYPED, XML_LANG, layout
from forlik.iati.read import reference

WHITE = " \t\r\n"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
EVERY = sorted({node.tag for node in layout("activity").nodes if node.tag} | {"narrative"})
STRANGE = ("own", "x:own", "x:title", "y:value", "undeclared:thing", "iati-activitys", "Title")
DECLARED = ' xmlns:x="http://example.org/x"'
ALL_DECLARED = f'{DECLARED} xmlns:undeclared="undeclared:undeclared"'
Y = ' xmlns:y="http://example.org/y"'
TEXTS = st.sampled_from(
    ["#", "#", " #\n", "#&amp;", "&#32;#&#160;", "<![CDATA[# <b> &]]>", "&#x1F30D;#", "", "\n  ", "1.5 #", "#<?pi # ?>"]
)
VALUES = st.sampled_from(["#", "#", " # ", "#&lt;", "&quot;#&#10;x", "", "  ", "2020-01-01#", "#&#233;"])
OUT_OF_SIGHT = st.sampled_from(["<!-- c -->", "<?pi ?>", "<!-- <title/> -->", "<!-- </iati-activity> -->"])
COMMON = (XML_LANG, "code", "vocabulary", "own", "x:code", "undeclared:a", "percentage")


@st.composite
def elements(draw, node, depth):
    """One element below a place of the standard, or below a strange one, where ``node`` is ``None``."""
    known = [*node.children, "narrative"] if node is not None else []
    if known and draw(st.integers(0, 5)):
        tag = draw(st.sampled_from(known))
    else:
        tag = draw(st.sampled_from([*STRANGE, *EVERY]))
    inside = node.children.get(tag) if node is not None else None
    return draw(written(tag, inside, depth))


@st.composite
def written(draw, tag, node, depth, more=""):
    names = [*(node.attributes if node is not None else ()), *COMMON]
    chosen = draw(st.lists(st.sampled_from(names), max_size=4, unique=True))
    attributes = "".join(f' {name.replace(XML_LANG, "xml:lang")}="{draw(VALUES)}"' for name in chosen)
    parts = []
    for _ in range(draw(st.integers(0, 4))):
        choice = draw(st.integers(0, 4))
        if choice == 0:
            parts.append(draw(OUT_OF_SIGHT))
        elif choice == 1 or depth == 0:
            parts.append(draw(TEXTS))
        else:
            parts.append(draw(elements(node, depth - 1)))
    declared = Y if tag.startswith("y:") else ""
    return f"<{tag}{declared}{more}{attributes}>{''.join(parts)}</{tag}>"


@st.composite
def files(draw, content):
    """A file with up to three activities; every text and value has a mark of its own, ``m1``, ``m2`` and so on."""
    where = layout(content)
    bodies = [draw(written(where.tag, where.root, 5)) for _ in range(draw(st.integers(1, 3)))]
    numbers = iter(range(1, 1_000_000))
    plural = {"activity": "iati-activities", "organisation": "iati-organisations"}[content]
    root = f'<{plural} version="2.03"{DECLARED}>'
    body = re.sub("#", lambda _: f"m{next(numbers)}m", re.sub(r"&#", "&\0", "\n".join(bodies))).replace("&\0", "&#")
    return f"{root}{body}</{plural}>"


def marks(text: str) -> set[str]:
    return set(re.findall(r"m\d+m", text))


def path_of(above: str, element) -> str:
    return f"{above}/{element.tag}".lstrip("/")


def walked(element, path="", above=()):
    """Every element with its path below the activity and the elements above it, in the order of the file."""
    yield path, element, above
    for child in element:
        yield from walked(child, path_of(path, child), (*above, element))


def text_of(element) -> str:
    return ((element.text or "") + "".join(child.tail or "" for child in element)).strip(WHITE)


def oracle(text: str) -> list:
    """The activities as Python's own parser sees them; it must be told of the prefix that nobody declares."""
    return list(ET.fromstring(text.replace(DECLARED, ALL_DECLARED, 1)))  # noqa: S314 - made up here


def is_known(where, path: str) -> bool:
    """Whether the standard has an element at a path."""
    return path in {node.path for node in where.nodes}


def expected_cell(row, path: str):
    """The text at a path of the layout, seen from the row's element; only the first of each element counts."""
    place, at, attribute = path.rpartition("@") if "@" in path else (path, "", "")
    element = row
    for tag in place.rstrip("/").split("/") if place.rstrip("/") not in {"", "."} else ():
        element = element.find(tag)
        if element is None:
            return None
    if not at:
        return text_of(element)
    value = element.get(attribute.replace("xml:lang", LANG))
    return None if value is None else value.strip(WHITE)


PROPERTY = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("content", ["activity", "organisation"])
def test_every_text_and_every_value_stands_in_the_tables(given, held, content):
    where = layout(content)

    @PROPERTY
    @examples(files(content))
    def holds(text):
        reading = given(text)
        assert reading.report["refused"] == 0
        found = marks("\n".join(held(reading.tables)))
        for activity in oracle(text):
            for path, element, _ in walked(activity):
                assert marks(text_of(element)) <= found
                for name, value in element.attrib.items():
                    # A language stands beside the texts that are in it; of an element without a text it says nothing.
                    if name != LANG or path == "" or not is_known(where, path):
                        assert marks(value) <= found, (path, name)

    holds()


@pytest.mark.parametrize("content", ["activity", "organisation"])
def test_every_table_has_a_row_for_each_of_its_elements_with_their_values(given, content):
    where = layout(content)

    @PROPERTY
    @examples(files(content))
    def holds(text):
        reading = given(text)
        activities = oracle(text)
        for table in where.tables:
            at = {place.removeprefix(".") for place in table.at}
            rows = [element for one in activities for path, element, _ in walked(one) if path in at]
            read = reading.tables[table.name]
            assert read.num_rows == len(rows), table.name
            numbers = [number for number, one in enumerate(activities) for path, _, _ in walked(one) if path in at]
            assert read.column("activity_no").to_pylist() == numbers
            for column in table.columns:
                if len(column.paths) > 1 or column.kind == "narrative":
                    continue
                [path] = column.paths
                name = f"{column.name}_raw" if column.kind in TYPED else column.name
                wanted = [row.tag if column.kind == "element" else expected_cell(row, path) for row in rows]
                assert read.column(name).to_pylist() == wanted, (table.name, column.name)

    holds()


@pytest.mark.parametrize("content", ["activity", "organisation"])
def test_every_narrative_is_there_with_its_path_and_language_in_the_order_of_the_file(given, content):
    where = layout(content)

    @PROPERTY
    @examples(files(content))
    def holds(text):
        reading = given(text)
        wanted = []
        for number, activity in enumerate(oracle(text)):
            for path, element, above in walked(activity):
                if element.tag != "narrative" or is_known(where, path):
                    continue
                if is_known(where, path.rpartition("/")[0]):
                    stated = [one.get(LANG) for one in (element, *above[:0:-1]) if one.get(LANG) is not None]
                    wanted.append((number, path, stated[0].strip(WHITE) if stated else None, text_of(element)))
        read = reading.tables[where.narrative]
        columns = [read.column(name).to_pylist() for name in ("activity_no", "path", "language", "text")]
        assert [row for row in zip(*columns, strict=True) if row[1].rpartition("/")[2] == "narrative"] == wanted

    holds()


@pytest.mark.parametrize("content", ["activity", "organisation"])
def test_every_strange_element_is_an_extension_with_its_namespace_and_text(given, content):
    where = layout(content)

    @PROPERTY
    @examples(files(content))
    def holds(text):
        reading = given(text)
        wanted = []
        for number, activity in enumerate(oracle(text)):
            for path, element, _ in walked(activity):
                known = is_known(where, path) or (
                    element.tag == "narrative" and is_known(where, path.rpartition("/")[0])
                )
                if not known:
                    namespace, _, name = element.tag.removeprefix("{").rpartition("}")
                    wanted.append((number, namespace or None, name, text_of(element)))
        read = reading.tables[where.extension]
        columns = [read.column(name).to_pylist() for name in ("activity_no", "namespace", "name", "text")]
        rows = list(zip(*columns, strict=True))
        assert [row for row in rows if not row[2].startswith("@") and row[2] != "text()"] == wanted

    holds()


def test_piece_by_piece_gives_the_tables_of_the_whole(given, monkeypatch):
    @PROPERTY
    @examples(files("activity"), st.integers(1, 50))
    def holds(text, piece):
        whole = given(text)
        with monkeypatch.context() as patched:
            patched.setattr(reference, "LARGE", 0)
            patched.setattr(reference, "PIECE", piece)
            parts = given(text)
        for name, table in whole.tables.items():
            assert parts.tables[name] == table, name

    holds()


def test_a_damaged_file_never_raises_and_its_counts_add_up(given):
    @PROPERTY
    @examples(files("activity"), st.data())
    def holds(text, data):
        broken = text.encode()
        for _ in range(data.draw(st.integers(1, 3))):
            at = data.draw(st.integers(0, len(broken)))
            to = at + data.draw(st.integers(0, 20))
            broken = (
                broken[:at] + data.draw(st.sampled_from([b"", b"<", b">", b'"', b"&", b"\0", b"<!--"])) + broken[to:]
            )
        reading = given(broken)
        [file] = reading.report["files"]
        if file["read"]:
            assert file["found"] == file["activities"] + len(file["refused"])
            assert reading.tables["activity"].num_rows == file["activities"]
        for row in reading.tables["activity"].to_pylist():
            stretch = broken[row["byte_start"] : row["byte_end"]]
            assert stretch.startswith(b"<iati-activity")
            assert stretch.endswith((b"/>", b">"))

    holds()
