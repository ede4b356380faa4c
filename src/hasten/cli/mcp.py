"""``hasten mcp``."""

from __future__ import annotations

import typer

from hasten.cli import settings


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(help="Serve verify, compare, optimize and complexity to coding agents (MCP over stdio).")(mcp)


def mcp(trust: settings.Trust = False) -> None:
    """Speaks the Model Context Protocol on standard input and output until the client goes."""
    from hasten.errors import EnvironmentProblem

    try:
        from hasten.api.mcp import server
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("mcp", "mcp_types"):
            raise
        raise EnvironmentProblem(
            "hasten mcp needs the package mcp, version 2 or newer; install it with: pip install 'hasten[mcp]'"
        ) from error
    server(trust=trust).run()
