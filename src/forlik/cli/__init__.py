"""The command line: one file a verb group, each loaded when it is called."""

import importlib
import os
import sys
import traceback
import warnings
from pathlib import Path
from typing import Any, TextIO

import click

from forlik.cli.options import Early
from forlik.core.errors import ForlikError
from forlik.core.printable import printable
from forlik.core.warnings import ForlikWarning

VERBS = {
    "demo": "desk",
    "serve": "desk",
    "sources": "data",
    "sync": "data",
    "import": "data",
    "build": "data",
    "verify": "care",
    "doctor": "care",
    "backup": "backup",
    "restore": "backup",
    "completion": "care",
    "country": "ask",
    "measure": "ask",
    "watch": "ask",
    "decide": "decide",
    "portfolio": "portfolio",
    "mcp": "mcp",
    "iati": "iati",
    "keys": "keys",
    "person": "person",
    "token": "token",
    "compartment": "compartment",
    "register": "register",
    "login": "login",
    "logout": "login",
    "engagement": "engagement",
    "due": "due",
    "brief": "brief",
    "publish": "publish",
}
"""Verb → file of its group."""


class Verbs(Early, click.Group):
    """A group that loads a verb's file only when the verb is called, so that every call starts at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Verbs in the order of a user's work."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Load one verb."""
        if cmd_name not in VERBS:
            return None
        module = importlib.import_module(f"forlik.cli.{VERBS[cmd_name]}")
        command: click.Command = getattr(module, cmd_name.replace("import", "import_"))
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Name the nearest verb when one is mistyped."""
        if args and args[0] not in VERBS and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0], VERBS, n=1)
            hint = f"; did you mean “{near[0]}”?" if near else f"; one of {', '.join(VERBS)}"
            raise click.UsageError(f"there is no verb “{args[0]}”{hint}", ctx)
        return super().resolve_command(ctx, args)


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="forlik")
def cli() -> None:
    """Forlik: what was known, who asked, what we promised, paid and achieved.

    Exit codes: 0 ok, 1 error, 2 usage, 3 no data, 4 source unavailable, 5 stale, 6 verb not permitted.
    """


def _note(
    message: Warning | str,
    category: type[Warning],  # noqa: ARG001 - the signature is Python's
    filename: str,  # noqa: ARG001 - the signature is Python's
    lineno: int,  # noqa: ARG001 - the signature is Python's
    file: TextIO | None = None,  # noqa: ARG001 - the signature is Python's
    line: str | None = None,  # noqa: ARG001 - the signature is Python's
) -> None:
    """Show a named warning as one line, without the place in our code."""
    click.echo(f"forlik: note: {printable(str(message))}", err=True)


def _fault(error: Exception) -> str:
    """A fault of ours in one line: what, and where in the program."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(last.filename).name}, line {last.lineno}"
    return printable(f"a fault of ours: {type(error).__name__}: {error!s:.200} ({where})")


def main(arguments: list[str] | None = None) -> Any:
    """Run the command line and leave with the exit code that the error's kind has."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("always", ForlikWarning)
            warnings.showwarning = _note
            # Outside its standalone mode, click gives the code of an early exit back as the result.
            code = cli.main(args=arguments, prog_name="forlik", standalone_mode=False)
    except click.Abort:
        click.echo("stopped", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except ForlikError as error:
        click.echo(f"forlik: {error}", err=True)
        sys.exit(error.exit_code)
    except MemoryError:
        click.echo("forlik: there is not enough memory → close other programs, or take a smaller file", err=True)
        sys.exit(1)
    except BrokenPipeError:
        # The reader of our output has gone (`| head`); there is nobody left to tell.
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        click.echo(f"forlik: {printable(where)}{error.strerror or error} → check the disk, and TMPDIR", err=True)
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 - what could not be written is not tried again at exit
        sys.exit(1)
    except Exception as error:
        if os.environ.get("FORLIK_TRACE"):
            raise
        click.echo(f"forlik: {_fault(error)} → FORLIK_TRACE=1 before the command shows where", err=True)
        sys.exit(1)
    sys.exit(code if isinstance(code, int) else 0)
