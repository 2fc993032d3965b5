"""The desk's words for translators: what is said where, and whether a language has it all.

``python -m forlik.desk.words`` brings every ``.po`` file up to date and compiles it; a test fails when one lags behind.
"""

import ast
import csv
import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).parent
KEYWORDS = frozenset({"_", "_t", "_n", "gettext_noop"})
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
"""A catalogue's header wants a date; a real one would make every compiling differ."""

Message = str | tuple[str, str]


def needed() -> list[tuple[Message, str]]:
    """Every message with where it stands, each once, in a stable order."""
    found: dict[Message, str] = {}
    for message, where in (*_in_code(), *_in_templates(), *_in_library(), *_in_reasons()):
        found.setdefault(message, where)
    return sorted(found.items(), key=lambda entry: (entry[1], str(entry[0])))


def _in_code() -> Iterator[tuple[Message, str]]:
    """Messages of calls, wherever they stand: also within a text that is put together."""
    for path in sorted(HERE.rglob("*.py")):
        if path.name != "test_page.py":
            where = path.relative_to(HERE).as_posix()
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                called = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
                for said in node.args[:1] if isinstance(node, ast.Call) and called in KEYWORDS else ():
                    if isinstance(said, ast.Constant) and isinstance(said.value, str) and said.value:
                        yield said.value, where


def _in_templates() -> Iterator[tuple[Message, str]]:
    from django.template import engines
    from django.templatetags.i18n import BlockTranslateNode, TranslateNode

    for path in sorted(
        [*HERE.glob("templates/**/*.html"), *HERE.glob("pages/*/*.html"), *HERE.glob("register/pages/*/*.html")]
    ):
        nodes = engines["django"].from_string(path.read_text("utf-8")).template.nodelist
        where = path.relative_to(HERE).as_posix()
        for node in nodes.get_nodes_by_type(TranslateNode):
            # Django looks a text up with its percent signs doubled.
            yield str(node.filter_expression.var.literal).replace("%", "%%"), where
        for node in nodes.get_nodes_by_type(BlockTranslateNode):
            singular = str(node.render_token_list(node.singular)[0])
            plural = str(node.render_token_list(node.plural)[0]) if node.plural else ""
            yield (singular, plural) if plural else singular, where


def _in_library() -> Iterator[tuple[Message, str]]:
    """What the library says in fixed words: titles and units of measures, kinds, marks, engagements."""
    from forlik.core.source import CADENCE_DAYS
    from forlik.discover import measures

    for name, one in sorted(measures().items()):
        for text in (one.title, one.unit):
            yield text, f"measures/{name}"
        for text in (one.grain, one.direction, one.silence):
            yield text, "measures"
    for text in ("reported", "estimated", "unknown", "ended", *CADENCE_DAYS):
        yield text, "core"
    for text in (
        "unverified layout",
        "own use only",
        "private",
        "stale",
        "starter figures",
        "file refused",
        "files refused",
    ):
        yield text, "inventory"
    yield "download never tried against the publisher", "inventory"
    for text in ("LDC", "LLDC", "SIDS", "DAC recipient"):
        yield text, "places"
    text = files("forlik.starter").joinpath("engagements.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        for field in ("role", "requested", "status"):
            if row[field]:
                yield row[field], "engagements"


def _in_reasons() -> Iterator[tuple[Message, str]]:
    """Why something is unknown, in the forms in which the library says it."""
    from forlik.discover import source
    from forlik.reasons import FORMS, WORLD

    # Of these two sources a brief tells the want, the first by what it is.
    titles = ("aid data (IATI)", source("norway_engagements").title)
    for text in (*(message for _form, message in FORMS), WORLD, *titles):
        yield text, "reasons"
    said = files("forlik.starter").joinpath("engagement_citations.csv").read_text("utf-8")
    for row in csv.DictReader(said.splitlines()):
        yield row["licence_note"], "engagements"


def folder(language: str) -> Path:
    """Where a language's catalogue is kept."""
    return HERE / "locale" / language / "LC_MESSAGES"


def catalogue(language: str) -> Any:
    """A language's catalogue as it stands."""
    path = folder(language) / "django.po"
    if not path.is_file():
        return _empty(language)
    with path.open("rb") as stream:
        return read_po(stream, locale=language)


def _empty(language: str) -> Any:
    return Catalog(locale=language, project="Forlik", version="1", msgid_bugs_address="-", charset="utf-8", fuzzy=False)


def lacking(language: str) -> list[str]:
    """Messages a language does not have; and those that are said no more."""
    held = catalogue(language)
    wanted = {message if isinstance(message, str) else message[0] for message, _where in needed()}
    missing = [text for text in sorted(wanted) if held.get(text) is None or not _filled(held.get(text).string)]
    return missing + [
        f"(no longer said) {key}" for key in sorted(_key(one.id) for one in held if one.id) if key not in wanted
    ]


def _key(message: Any) -> str:
    return message if isinstance(message, str) else str(message[0])


def _filled(string: Any) -> bool:
    return bool(string) if isinstance(string, str) else all(string)


def updated(language: str) -> Any:
    """The catalogue with every message needed and no other; translations that exist are kept."""
    old, new = (
        catalogue(language),
        Catalog(locale=language, project="Forlik", version="1", msgid_bugs_address="-", charset="utf-8", fuzzy=False),
    )
    new.header_comment = "# Forlik's desk in another language; python -m forlik.desk.words brings it up to date."
    for message, where in needed():
        held = old.get(_key(message))
        new.add(message, string="" if held is None else held.string, locations=[(where, 0)])
    return new


def compiled(held: Any) -> bytes:
    """A catalogue as the bytes Django reads; the same catalogue gives the same bytes."""
    held.creation_date = held.revision_date = NO_DATE
    stream = io.BytesIO()
    write_mo(stream, held)
    return stream.getvalue()


def written(held: Any) -> bytes:
    """A catalogue as text for translators, without dates or machines in it."""
    stream = io.BytesIO()
    write_po(stream, held, omit_header=False, width=110, include_lineno=False, sort_output=False)
    text = stream.getvalue().decode()
    return re.sub(
        r'"(POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By):.*\n', "", text
    ).encode()


def main() -> int:
    """Bring every language up to date."""
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forlik.desk.settings")
    django.setup()
    lag = 0
    for path in sorted((HERE / "locale").iterdir()):
        new = updated(path.name)
        (folder(path.name) / "django.po").write_bytes(written(new))
        (folder(path.name) / "django.mo").write_bytes(compiled(catalogue(path.name)))
        missing = lacking(path.name)
        lag += len(missing)
        sys.stdout.write(f"{path.name}: {len(new)} messages, {len(missing)} to translate\n")
        sys.stdout.writelines(f"  {text}\n" for text in missing)
    return 1 if lag else 0


if __name__ == "__main__":
    sys.exit(main())
