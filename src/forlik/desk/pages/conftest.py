"""A small store of made-up figures, and a viewer of the desk over it, for the tests of pages, desk and browser."""

import ast
import csv
import io
import os
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

CONFLICT = {
    "location": "Colombia",
    "side_a": "Government of Colombia",
    "side_b": "Group Ñandú",
    "incompatibility": "2",
    "intensity_level": "1",
    "type_of_conflict": "3",
    "gwno_loc": "100",
    "region": "5",
}
EDITIONS = {"9.1": ("2022-06", {2020: 1, 2021: 1}), "10.1": ("2024-06", {2020: 1, 2021: 1, 2022: 2, 2023: 3})}
"""Edition → when it came out, and how many conflicts Colombia had in each year."""

MONTHS = ["2021-12", *(f"{year}-{month:02d}" for year in (2022, 2023) for month in range(1, 13))]
DEATHS = {"Colombia": (10, 30), "Sudan": (5, 105), "Ukraine": (500, 400)} | dict.fromkeys(
    ("Afghanistan", "eSwatini", "Central African Rep.", "Syria"), (0, 0)
)
"""Country → deaths a month before and in the last twelve months."""
ENGAGEMENTS = {
    "list": (
        "id,title_en,title_nb,places,pillar,mode,role,requested,start,end,status,status_en,status_nb,status_date,newest_source_date",
        "NO-TALKS,Talks in the north,Samtaler i nord,COL,peace,talk,host,documented,2016,,ongoing,,,2023-05,2023-05-02",
    ),
    "facts": (
        "engagement,field,value_en,value_nb,date,basis,confidence,citations,verified",
        "NO-TALKS,note,Remembered so,Husket slik,,background,low,,no",
        "NO-TALKS,status,Talks go on,Samtalene går,2023-05,verified-page,high,PAGE LIST,yes",
        "NO-TALKS,partner,,,,link-only,medium,LINK,no",
    ),
    "citations": (
        "id,title,publisher,date,url,licence_note,compiled",
        "PAGE,A page,Ministry Ñandú,2023-05-02,https://ministry.example/talks,facts only,2024-01-02",
        "LIST,A list <b>,Institute,2022,,facts only,2024-01-02",
        "LINK,Closed pages,Archive,,https://archive.example/,link only,2024-01-02",
    ),
}
"""The three lists of Norway's engagements, made up."""
AID = {
    ("XM-NDU-1", 1, "3", "2022-05-01", "1000.40", "15220"),
    ("XM-NDU-1-1", 2, "3", "2022-05-01", "600.40", "15220"),
    ("XM-NDU-1-2", 2, "4", "2023-06-01", "400.00", "11110"),
    ("XM-NDU-1-2", 2, "2", "2022-01-01", "9000.00", "11110"),
}
"""Activity, level, type, day, US dollars and sector of made-up transactions in Colombia; level 1 repeats level 2."""
CITED = [
    {"citation": "Ministry Ñandú, A page, 2023", "url": "https://ministry.example/talks", "claims": {"role": "host"}}
]
PUBLISHED: dict[str, tuple[str, dict[str, Any]]] = {
    "no": ("actor", {"kind": "state", "name": "Norway"}),
    "no-talks": (
        "engagement",
        {
            "title": "Talks in the north", "places": ["COL"], "pillars": ["peace"], "modes": ["facilitate"],
            "start": "2016", "began": "requested", "requested_by": ["no"], "evidence": CITED,
        },
    ),
    "no-talks-role": ("role", {"kind": "facilitator", "actor": "no", "of": "no-talks", "evidence": CITED}),
    "no-talks-said": (
        "act",
        {
            "kind": "public_statement", "happened": "2023-05-02", "engagement": "no-talks",
            "statement": "=Talks go on <b>", "evidence": CITED,
        },
    ),
}  # fmt: skip
"""Records of a made-up register that the public reads: concept and fields."""


def _conflicts(edition: str, numbers: dict[int, int]) -> str:
    from forlik.sources.ucdp_acd import FIELDS

    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(FIELDS), restval="", lineterminator="\n")
    writer.writeheader()
    for year, number in numbers.items():
        for turn in range(number):
            writer.writerow(CONFLICT | {"conflict_id": 99001 + turn, "year": year, "version": edition})
    return stream.getvalue()


def _months() -> str:
    import calendar

    rows = [",".join(["", *DEATHS])]
    for turn, month in enumerate(MONTHS):
        year, number = (int(part) for part in month.split("-"))
        last = calendar.monthrange(year, number)[1]
        rows.append(
            ",".join([f"{month}-{last}", *(str(course[turn >= len(MONTHS) - 12]) for course in DEATHS.values())])
        )
    return "\n".join(rows) + "\n"


def _aid() -> str:
    """An IATI file of these activities, with a person's address and an activity that cannot be read."""
    said = (
        '<reporting-org ref="XM-NDU" type="10"><narrative>Ministry Ñandú</narrative></reporting-org>'
        "<title><narrative>Schools and talks</narrative></title>"
        "<contact-info><person-name><narrative>A Person</narrative></person-name>"
        "<email>person@ministry.example</email></contact-info>"
        '<recipient-country code="CO"/>'
    )
    found = []
    for name in sorted({one[0] for one in AID}):
        mine = sorted(one for one in AID if one[0] == name)
        given = "".join(
            f'<transaction><transaction-type code="{kind}"/><transaction-date iso-date="{day}"/>'
            f'<value value-date="{day}">{usd}</value></transaction>'
            for _, _, kind, day, usd, _ in mine
        )
        sector = f'<sector vocabulary="1" code="{mine[0][5]}"/>'
        found.append(
            f'<iati-activity hierarchy="{mine[0][1]}" default-currency="USD">'
            f"<iati-identifier>{name}</iati-identifier>{said}{sector}{given}</iati-activity>"
        )
    broken = "<iati-activity><iati-identifier>XM-NDU-9</iati-identifier><title></iati-activity>"
    stamp = 'version="2.03" generated-datetime="2024-06-30T10:00:00Z"'
    return f"<iati-activities {stamp}>{''.join(found)}{broken}</iati-activities>"


def _published(home: Path) -> None:
    """A public copy of the made-up register; the register itself is nowhere."""
    from datetime import UTC, date, datetime

    from forlik.published import copied, packed, put
    from forlik.register.rows import Row

    at = datetime(2024, 6, 30, 12, tzinfo=UTC)
    rows = [Row(name, concept, "open", "0", 1, at, at, body) for name, (concept, body) in PUBLISHED.items()]
    copy = copied(rows, date(2024, 7, 1), publisher="Ministry Ñandú", licence="CC-BY-4.0")
    put(home / "public", packed(copy))


def _store(home: Path, room: Path) -> None:
    from forlik.build import build
    from forlik.discover import source
    from forlik.store.intake import take_in

    files = {"months.csv": ("ucdp_months", "2024-06", _months())}
    files["aid-2024-06-30.xml"] = ("iati", "", _aid())
    for part, lines in ENGAGEMENTS.items():
        files[f"{part}.csv"] = ("norway_engagements", "2024-06", "\n".join(lines) + "\n")
    for edition, (published, numbers) in EDITIONS.items():
        files[f"acd-{edition}.csv"] = ("ucdp_acd", published, _conflicts(edition, numbers))
    for name, (origin, published, text) in files.items():
        path = room / name
        path.write_text(text, encoding="utf-8")
        _taken, errors = take_in(home, source(origin), [path], published=published)
        for error in errors:
            raise error
    build(home, starter=False)
    _published(home)


@pytest.fixture(scope="session")
def made_up_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store; built once, read by all."""
    home = tmp_path_factory.mktemp("desk-home")
    _store(home, tmp_path_factory.mktemp("desk-files"))
    return home


@pytest.fixture
def desk_home(made_up_store: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The made-up store as this process's home, and nothing else of the machine."""
    for name in [name for name in os.environ if name.startswith("FORLIK_") and name != "FORLIK_SHARED"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("FORLIK_HOME", str(made_up_store))
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "forlik.desk.settings")
    from forlik.desk import vega

    vega.make(made_up_store)
    import django
    from django.conf import settings

    django.setup()
    # Settings are read once a process: where a test with another home came first, its folder is looked into for ever.
    looked_into = Path(settings.STATICFILES_DIRS[-1])
    if not (looked_into / "vega" / vega.NAME).is_file():
        shutil.copytree(vega.folder(made_up_store), looked_into, dirs_exist_ok=True)
    return made_up_store


def examples() -> dict[str, str]:
    """Page → the address it declares as its example; read from the text, so that nothing need be set up."""
    found = {}
    for path in sorted(Path(__file__).parent.glob("*/page.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "EXAMPLE":
                found[path.parent.name] = ast.literal_eval(node.value)
    return found


@pytest.fixture
def viewer(desk_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:  # noqa: ARG001 - looks at that store
    """Somebody who asks for pages, in English; a number that no tag or filter printed fails the test at its end."""
    from django.template import base
    from django.templatetags import i18n
    from django.test import Client
    from django.utils import translation

    raw: list[str] = []
    printed = base.render_value_in_context

    def watched(value: Any, context: Any) -> Any:
        if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            raw.append(f"{value!r} in {context.template.name if context.template else ''}")
        return printed(value, context)

    for module in (base, i18n):
        monkeypatch.setattr(module, "render_value_in_context", watched)
    yield Client(headers={"accept-language": "en", "host": "localhost"})
    translation.deactivate()
    assert raw == [], "figures are printed by the figure tag, counts by the filter"
