"""Write the pages of sources, measures, settings, fields about persons and decisions from the code and the folder."""

import re
from pathlib import Path

from forlik.core.settings import SETTINGS
from forlik.discover import measures, sources
from forlik.iati.layout import TYPED, Column, Layout, layout
from forlik.iati.read.tables import schemas
from forlik.register.concepts import CONCEPTS
from forlik.register.facets import facet_of, personal

HERE = Path(__file__).parent


def sources_page() -> str:
    """One section per source."""
    parts = ["# Sources\n", "Made from the code; not edited by hand.\n"]
    for name, one in sorted(sources().items()):
        marks = ["figures may be shown with attribution" if one.licence.redistributable else "own use only"]
        if one.private:
            marks.append(
                "private: the public desk tells that there is such a source, and nothing of what is held of it"
            )
        if one.unverified_layout:
            marks.append(f"**unverified**: {one.unverified_layout}")
        if one.addresses:
            marks.append("download never tried against the publisher" if not one.verified else "download tried")
        else:
            marks.append("by hand only")
        parts += [
            f"## {name}\n",
            f"[{one.title}]({one.home}), {one.publisher}. Comes {one.cadence}.\n",
            f"Licence: {one.licence.name} ({one.licence.stated}). {'; '.join(marks)}.\n",
            f"Cite: {one.citation}\n",
            *[f"- Table `{table}`: one row is {schema.grain}." for table, schema in one.schemas.items()],
            *[f"- Mind: {quirk}" for quirk in one.quirks],
            "",
        ]
    return "\n".join(parts)


def measures_page() -> str:
    """One section per measure."""
    parts = ["# Measures\n", "Made from the code; not edited by hand.\n"]
    for name, one in sorted(measures().items()):
        method = one.methods[-1]
        tables = ", ".join(f"`{table}`" for table in one.tables)
        parts += [
            f"## {name}\n",
            f"{one.title}: {one.unit}, {one.grain}; {one.direction}."
            + (f" Currency: {one.currency}." if one.currency else "")
            + "\n",
            f"Method {method.number}, adopted {method.adopted}: {method.says}\n",
            f"From {tables}. Silence inside what the sources speak for is {one.silence}.\n",
            f"Use: {one.notes}\n",
            f"Misuse: {one.misuse}\n",
        ]
    return "\n".join(parts)


def settings_page() -> str:
    """A table of the settings."""
    rows = [
        "# Settings\n",
        "Made from the code; not edited by hand.\n",
        'In `forlik.toml` in the home folder (`engine = "duckdb"`), or in the environment, which wins.\n',
        "| environment | default | what it does |\n|---|---|---|",
    ]
    for name, one in SETTINGS.items():
        default = f"`{one.default}`" if one.default else "none"
        rows.append(f"| `FORLIK_{name.upper()}` | {default} | {one.doc} |")
    return "\n".join(rows) + "\n"


def decisions_page() -> str:
    """The list of decisions."""
    rows = ["# Decisions\n", "A page at most each, naming the check that enforces it.\n"]
    for path in sorted((HERE / "decisions").glob("[0-9]*.md")):
        title = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")
        rows.append(f"- [{title}]({path.name})")
    return "\n".join(rows) + "\n"


PERSON_FIELDS = (
    "Made from the code; not edited by hand. What the register may keep of a natural person, what for, by what law, "
    "and for how long after it was last said anew. Each purpose of each person has its own key, and is erased by "
    "itself. The [template of an impact assessment](dpia-template.md) says the rest.\n"
)


def person_fields_page() -> str:
    """The register of fields about natural persons, as their concepts declare them."""
    rows = [
        "# Fields about persons\n",
        PERSON_FIELDS,
        "| concept | field | what it is | seen by, at least | purpose | legal basis | kept |",
        "|---|---|---|---|---|---|---|",
    ]
    seen_by = {"open": "staff, until it is released", "staff": "staff", "secret": "its compartment"}
    for name, kind in CONCEPTS.items():
        said = dict(re.findall(r"^ +(\w+): (.*?)\.?$", kind.__doc__ or "", flags=re.MULTILINE))
        for field, why in personal(kind).items():
            what = said.get(field) or SHARED[field]
            facet = seen_by[facet_of(kind, field).word]
            rows.append(
                f"| {name} | `{field}` | {what} | {facet} | {why.purpose} | {why.legal_basis} | {why.retention} years |"
            )
    return "\n".join(rows) + "\n"


SHARED = {"evidence": "By what it is known", "links": "The same one under the ids of others"}
"""Fields that every concept has, and that are about a person where the record is one."""

IATI_KEY = {
    "activity_no": "number of the activity or organisation among all that are read together, from 0",
    "activity_id": "its identifier, as the file gives it",
    "organisation_id": "its identifier, as the file gives it",
    "ordinal": "number of the row within the activity and the table, from 1, in the order of the file",
    "parent": "table of the row that the row belongs to",
    "parent_ordinal": "ordinal of that row within the activity",
    "file": "name of the file; `archive.zip!member.xml` inside an archive",
    "file_sha256": "hash of the file as published, unpacked",
    "version": "version that the root of the file states",
    "generated_datetime": "the root's `generated-datetime`",
    "byte_start": "first byte of the activity in the file as published, counted from 0",
    "byte_end": "the byte after its last",
    "line": "line on which it begins, counted from 1",
    "content_sha256": "hash of exactly those bytes",
    "path": "elements from below the activity to the text, the element or the attribute",
    "language": "`xml:lang` of the nearest element that states one; empty where the activity's own applies",
    "namespace": "address of its namespace; `undeclared:` and the prefix where the file declares none",
    "name": "name of the element, `@` and the name of the attribute, or `text()`",
    "text": "the text, outer white space off",
    "table": "table that the text stands in",
    "column": "column that has no value for it",
    "written": "the text as written",
    "problem": "what is wrong with it",
}
IATI_OTHERS = {
    "narrative": "one text in one language: every `narrative` element, and every text that 1.0x has in its place",
    "extension": "one element, attribute or text that no other table has a place for, so that nothing is lost",
    "problem": "one text that could not be read as the number, day or truth that it should be",
}
IATI_KINDS = {
    "text": "text",
    "code": "text; codes of 1.0x are put into those of 2.0x",
    "date": "date",
    "decimal": "decimal, 32 digits before the point and 6 after",
    "int": "whole number",
    "bool": "true or false",
    "narrative": "text: the first narrative",
    "element": "name of the element",
}


def iati_tables_page() -> str:
    """Every table that IATI files become, with its columns and where they are read from."""
    parts = [
        "# IATI tables\n",
        "Made from the code; not edited by hand. [How to read a file](how-to/read-iati.md).\n",
        "Dates, numbers and truths have the text as written beside them in `<column>_raw`.\n",
        "Elements are those of version 2.03; after “or” stand those of 1.0x.\n",
    ]
    for content in ("activity", "organisation"):
        where = layout(content)
        parts += [f"## {content.capitalize()} files\n", "| every table has | |\n|---|---|"]
        keys = ["activity_no", where.identifier, "ordinal", "parent", "parent_ordinal"]
        parts += [f"| `{name}` | {IATI_KEY[name]} |" for name in keys]
        parts += ["", "The two of the parent stand only where rows belong to rows of another table.\n"]
        parts += [_iati_table(where, number) for number in range(len(where.tables))]
        for name in (where.narrative, where.extension, where.problem):
            columns = [one for one in schemas(where)[name].names if one not in keys]
            parts += [f"### {name}\n", f"One row is {IATI_OTHERS[name.removeprefix('organisation_')]}.\n"]
            parts += ["| column | what it is |\n|---|---|", *(f"| `{one}` | {IATI_KEY[one]} |" for one in columns), ""]
    return "\n".join(parts)


def _iati_table(where: Layout, number: int) -> str:
    table = where.tables[number]
    places = ", ".join(f"`{place}`" if place != "." else f"`{where.tag}`" for place in table.at)
    rows = [
        f"### {table.name}\n",
        f"One row is {table.grain}: {places}.\n",
        "| column | read from | what it is |\n|---|---|---|",
    ]
    if number == 0:
        of_file = schemas(where)[table.name].names
        of_file = of_file[of_file.index("file") : of_file.index("content_sha256") + 1]
        rows += [f"| `{name}` | the file | {IATI_KEY[name]} |" for name in of_file]
    rows += [
        f"| `{column.name}` | {_iati_place(column)} | {IATI_KINDS[column.kind]}"
        + (f"; as written in `{column.name}_raw`" if column.kind in TYPED else "")
        + " |"
        for column in table.columns
    ]
    return "\n".join([*rows, ""])


def _iati_place(column: Column) -> str:
    return " or ".join(f"`{path}`" if path != "." else "the element itself" for path in column.paths)


def pages() -> dict[str, str]:
    """Every generated page, by its path under docs."""
    return {
        "sources.md": sources_page(),
        "measures.md": measures_page(),
        "settings.md": settings_page(),
        "iati-tables.md": iati_tables_page(),
        "decisions/index.md": decisions_page(),
        "person-fields.md": person_fields_page(),
    }


if __name__ == "__main__":
    for name, text in pages().items():
        (HERE / name).write_text(text, encoding="utf-8")
