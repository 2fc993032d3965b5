"""Write an answer to a file: as JSON in the shape that --json prints, else as the table that it is."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forlik.cli.options import Voice

if TYPE_CHECKING:
    from forlik.core.table import Table


def save(voice: Voice, path: Path, table: "Table", shape: Any) -> None:
    """Write it, and say so.

    Args:
        voice: How to speak.
        path: The file; its ending names the form.
        table: The answer as a table.
        shape: The answer as JSON.

    Raises:
        UsageError: Unknown ending.
        ForlikError: The file cannot be written.
    """
    from forlik.core.table import replaced

    if path.suffix == ".json":
        replaced(path, f"{json.dumps(shape, ensure_ascii=False, indent=1)}\n".encode())
    else:
        table.save(path)
    voice.progress.say(f"wrote {path}")
