"""The verb by which programs that speak the Model Context Protocol ask."""

import click

from forlik.cli.options import Voice, spoken
from forlik.core.errors import UsageError


@click.command()
@spoken
def mcp(voice: Voice) -> None:
    """Answer programs by the Model Context Protocol over standard input and output: read only, published data alone."""
    try:
        from forlik.desk.model_context.serving import serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"mcp", "mcp_types", "anyio"}:
            raise
        raise UsageError(
            "the library of the Model Context Protocol is not installed",
            remedy="install forlik with its extra: pip install 'forlik[mcp]'",
        ) from error
    voice.progress.say("forlik answers on standard input and output (stop with Ctrl-C)")
    serve()
