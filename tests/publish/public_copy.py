"""A made-up public copy: engagements, a process with texts, acts and promises, and texts that try to break out."""

from datetime import UTC, date, datetime

from forlik.publish import NAME, Reporter, built, laying, opened
from forlik.publish.changes import changes_of
from forlik.published import copied, packed, put
from forlik.register.rows import Row

DAY = date(2024, 7, 1)
AT = datetime(2024, 6, 30, 12, tzinfo=UTC)
REPORTER = Reporter("NO-BRC-999999999", "10")
HOSTILE = "</script><script>alert(1)</script>\"&' <b>محادثات</b> 🕊"
CITED = [{"citation": f"Gazette {HOSTILE}", "url": "https://ministry.example/a?b=1&c=2", "content_hash": "ab" * 32}]
BODIES = {
    "no": ("actor", {"kind": "state", "name": "Norway", "names": {"nb": "Norge"}}),
    "giver": ("actor", {"kind": "igo", "name": "The Fund"}),
    "north": (
        "engagement",
        {
            "title": "Talks in the north", "places": ["COL"], "pillars": ["peace"], "process": "talks",
            "start": "2012-08-26", "outcome": "A first agreement", "modes": ["facilitate"], "evidence": CITED,
        },
    ),
    "south": (
        "engagement",
        {"title": HOSTILE, "places": ["COL", "LKA"], "pillars": ["peace"], "start": "2013", "evidence": CITED},
    ),
    "talks": ("process", {"label": "The talks", "places": ["COL"], "evidence": CITED}),
    "accord": (
        "text",
        {
            "kind": "agreement", "public_title": "The accord", "process": "talks", "signed": "2023-01-10",
            "summary": "Guns are laid down.\nPrisoners go home.", "evidence": CITED,
        },
    ),
    "mandate": (
        "text",
        {
            "kind": "mandate", "public_title": "The mandate", "process": "talks", "signed": "2024-01-01",
            "ends_on": "2025-01-31", "evidence": CITED,
        },
    ),
    "said": (
        "act",
        {
            "kind": "public_statement", "happened": "2024-05", "engagement": "north", "by": ["no"],
            "statement": HOSTILE, "evidence": CITED,
        },
    ),
    "paid": ("role", {"kind": "donor", "actor": "giver", "of": "north", "since": "2015", "evidence": CITED}),
    "release": (
        "commitment",
        {
            "kind": "provision", "process": "talks", "text": "accord", "promise": "To let the prisoners go",
            "obligors": ["no"], "due": {"on": "2024-09-01"}, "evidence": CITED,
        },
    ),
}  # fmt: skip


def copy(day=DAY, address="https://m.example/p", **bodies):
    """A public copy; a record whose body is nothing is not in it."""
    given = {name: one for name, one in (BODIES | bodies).items() if one}
    rows = [Row(name, concept, "open", "0", 1, AT, AT, body) for name, (concept, body) in given.items()]
    return copied(rows, day, publisher="Ministry Ñandú", licence="CC-BY-4.0", address=address, made_up=True)


def site(folder, one=None, reporter=REPORTER):
    """Publish a copy with its site into a folder; gives the files of the site."""
    package = packed(one or copy())
    alone = folder.parent / f"{folder.name}-alone"
    put(alone, package)
    edition = opened(alone, reporter)
    files = built(edition, changes_of(edition, folder))
    put(folder, package, laying(folder / NAME, files))
    return files


def files_of(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
