"""Write the pages of sources, measures, settings and decisions from the code and the folder."""

from pathlib import Path

from forlik.core.settings import SETTINGS
from forlik.discover import measures, sources

HERE = Path(__file__).parent


def sources_page() -> str:
    """One section per source."""
    parts = ["# Sources\n", "Made from the code; not edited by hand.\n"]
    for name, one in sorted(sources().items()):
        marks = ["figures may be shown with attribution" if one.licence.redistributable else "own use only"]
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


def pages() -> dict[str, str]:
    """Every generated page, by its path under docs."""
    return {
        "sources.md": sources_page(),
        "measures.md": measures_page(),
        "settings.md": settings_page(),
        "decisions/index.md": decisions_page(),
    }


if __name__ == "__main__":
    for name, text in pages().items():
        (HERE / name).write_text(text, encoding="utf-8")
