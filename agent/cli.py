"""The command `lemmasmith`. Thin: each command calls what the rest of the project offers."""

from __future__ import annotations

import sys

import typer
from typer.exceptions import TyperException

from agent.commands import lemmas
from agent.commands.bench import bench
from agent.commands.check import check, state
from agent.commands.doctor import doctor
from agent.commands.grow import grow
from agent.commands.mcp import mcp
from agent.commands.prove import prove
from agent.commands.session import session
from agent.commands.verify_certificate import verify_certificate
from agent.console import err
from prover_bridge.errors import UserError

STOPPED = 130  # what shells call a program that Ctrl-C ended

app = typer.Typer(
    name="lemmasmith",
    help="Prove theorems in Lean 4 and keep what was proved.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("prove")(prove)
app.command("check")(check)
app.command("verify-certificate")(verify_certificate)
app.command("state")(state)
app.command("bench")(bench)
app.command("session")(session)
app.command("grow")(grow)
app.command("mcp")(mcp)
app.command("doctor")(doctor)
app.add_typer(lemmas.app, name="lemmas")


def main() -> None:
    """Entry point. Exit codes: 0 all well; 1 not everything proved or certified; 2 wrong input or environment."""
    try:
        code = app(standalone_mode=False)
        if code == STOPPED:  # Typer makes Ctrl-C an exit code of its own, without a word
            raise KeyboardInterrupt
    except UserError as error:
        _say(str(error))
        code = 2
    except TyperException as error:
        _say(error.format_message())
        code = 2
    except (typer.Abort, KeyboardInterrupt):
        _say("Stopped. What was certified before is kept.")
        code = STOPPED
    except BrokenPipeError:
        code = 1
    sys.exit(code or 0)


def _say(sentence: str) -> None:
    err.print(sentence, style="red", markup=False)
