"""Every brief of every kind that one of the made-up persons can get of the made-up engagements."""

from datetime import UTC, date, datetime

from forlik.core.errors import NoData, NotPermitted

DAY = date(2026, 11, 1)
FILES = ("fiction-talks", "fiction-relief")
OPTIONS = ("fiction-option-facilitate", "fiction-option-fund", "fiction-decision-open")
HALVES = ("2024-1", "2024-2", "2025-1", "2025-2", "2026-1", "2026-2")
PERSONS = ("", "demo-owner", "demo-deputy", "demo-relief", "demo-legal", "demo-guardian")
"""Who asks; the first has not signed in."""


def viewed(learning, who, strength="passkey", day=DAY):
    """What somebody sees of the register on a day."""
    from forlik.desk.access.people import person
    from forlik.desk.access.person import NOBODY
    from forlik.desk.records.viewed import view

    asker = person(learning.ids[who], strength) if who else NOBODY
    return view(asker, datetime.now(UTC), day=day)


def briefs(learning, who, strength="passkey", language="en", day=DAY):
    """Name → brief; what is refused is not among them."""
    from forlik.desk.register import brief_of

    seen, asked = viewed(learning, who, strength, day), {}
    for file in FILES:
        for full in (False, True):
            asked[f"{file} {'full' if full else 'page'}"] = lambda file=file, full=full: brief_of.engagement(
                seen, file, full=full, language=language
            )
        asked[f"{file} line"] = lambda file=file: brief_of.line(seen, file, language=language)
        asked[f"{file} lessons"] = lambda file=file: brief_of.lessons(seen, file, language=language)
    for half in HALVES:
        asked[f"account {half}"] = lambda half=half: brief_of.account(seen, half, language=language)
    for option in OPTIONS:
        asked[f"{option} memo"] = lambda option=option: brief_of.memo(seen, option, language=language)
    asked["handover"] = lambda: brief_of.handover(seen, language=language)
    made = {}
    for name, make in asked.items():
        try:
            made[name] = make()
        except (NoData, NotPermitted):
            continue
    return made
