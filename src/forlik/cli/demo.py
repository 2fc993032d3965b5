"""The register of the demo, made in a folder of its own while the store is built: never the register of the house."""

import json
import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from forlik.core.settings import home

NAME = "demo-register"
PUBLIC = "public"
"""Where in it the copy lies that the demo's public pages read."""
ELSEWHERE = (
    "FORLIK_REGISTER_DATABASE",
    "FORLIK_REGISTER_KEYS",
    "FORLIK_PUBLIC_ADDRESS",
    "FORLIK_PUBLIC_ORGANISATION",
    "FORLIK_PUBLIC_ORGANISATION_TYPE",
)
PUBLISHER = "An example: the register of Forlik’s demo"
"""Who publishes its copy: nobody shall take it for the copy of the house."""


def folder() -> Path:
    """Where it lies."""
    return home() / NAME


def environment(register: Path) -> dict[str, str]:
    """Settings under which a process has this register, whatever the house has set for its own."""
    own = {"REGISTER_HOME": str(register), "PUBLIC_FOLDER": str(register / PUBLIC), "PUBLIC_PUBLISHER": PUBLISHER}
    return dict.fromkeys(ELSEWHERE, "") | {f"FORLIK_{name}": value for name, value in own.items()}


class Founding:
    """The register of the demo, being filled by a process of its own; it gets its name when it is full."""

    def __init__(self) -> None:
        from forlik.backup.room import room

        self._stack = ExitStack()
        home().mkdir(parents=True, exist_ok=True)
        there = folder().is_dir()
        inside = folder() if there else self._stack.enter_context(room(folder(), "founding")) / NAME
        self._made = None if there else inside
        inside.mkdir(mode=0o700, exist_ok=True)
        self._running = subprocess.Popen(
            [sys.executable, "-m", "forlik.desk.register.demo"],
            env=os.environ | environment(inside),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._running.poll() is None:
            self._running.kill()
            self._running.communicate()
        self._stack.close()

    def done(self) -> dict[str, Any]:
        """Wait for it, and say how to get in; or why there is no such register."""
        said, complaint = self._running.communicate()
        if self._running.returncode:
            return {"ways": [], "why_not": (complaint.strip().splitlines() or ["it cannot be made"])[-1]}
        if self._made is not None:
            self._made.rename(folder())
        return {"ways": json.loads(said), "why_not": ""}


def words(told: dict[str, Any]) -> list[str]:
    """How to get in, as lines."""
    if told["why_not"]:
        return ["", f"There is no demo register: {told['why_not']}"]
    lines = [
        f"  {one['username']:14}  {one['password'] or '(the password that was set)':29}  {one['name']}"
        for one in told["ways"]
    ]
    return [
        "",
        "The register of the demo, under Register: made-up engagements, and the public ones beside them. At the first",
        "visit the desk asks for a password and a second factor of one's own; a passkey opens what is sealed.",
        *lines,
        "Under Public stands what the public reads of it, published at this start; what you release, at the next.",
        f"It is made to be thrown away ({folder()}); no other register is opened.",
    ]
