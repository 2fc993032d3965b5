"""Triggers that hold, on both databases, what no code may break: what is written is neither changed nor lost."""

from typing import Any

SAME = "OLD.{0} IS NOT DISTINCT FROM NEW.{0}"


def unchanged(*columns: str) -> str:
    """The condition that these columns stay as they are."""
    return " AND ".join(SAME.format(one) for one in columns)


def guard(editor: Any, table: str, event: str, says: str, unless: str = "") -> None:
    """Refuse an event on a table.

    Args:
        editor: Django's schema editor.
        table: The table.
        event: ``INSERT``, ``UPDATE`` or ``DELETE``.
        says: What the refusal says.
        unless: A condition on ``OLD`` and ``NEW`` under which it is allowed; never, when empty.
    """
    name = f"{table}_no_{event.lower()}"
    if editor.connection.vendor == "postgresql":
        row = "OLD" if event == "DELETE" else "NEW"
        refuse = f"RAISE EXCEPTION '{says}' USING ERRCODE = 'integrity_constraint_violation'"
        body = f"IF ({unless or 'false'}) IS NOT TRUE THEN {refuse}; END IF; RETURN {row};"
        editor.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$", params=None
        )
        editor.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()", params=None
        )
        if event == "DELETE":
            editor.execute(
                f"CREATE TRIGGER {name}_at_once BEFORE TRUNCATE ON {table} EXECUTE FUNCTION {name}()", params=None
            )
        return
    editor.execute(
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN ({unless or '0'}) IS NOT TRUE "
        f"BEGIN SELECT RAISE(ABORT, '{says}'); END",
        params=None,
    )
