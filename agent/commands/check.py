"""`lemmasmith check` and `lemmasmith state`: what a file proves, and what it states."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from agent.commands.options import Json, ToolchainHint, existing_file
from agent.console import out, print_json
from agent.report import FileReport, TheoremReport, summary
from prover_bridge import environment, sandbox, source
from prover_bridge import toolchain as toolchains
from prover_bridge.certificate import Verdict
from prover_bridge.certify import certify, statements
from prover_bridge.environment import Environment

File = Annotated[Path, typer.Argument(help="A Lean file.", metavar="FILE")]


def check(
    file: File,
    against: Annotated[
        Path | None, typer.Option("--against", metavar="STUB", help="A Lean file that states what is to be proved.")
    ] = None,
    toolchain: ToolchainHint = None,
    json: Json = False,
) -> None:
    """Certify the theorems of a file, one by one, and show each check."""
    where, text = _read(file, toolchain)
    stub = source.text_of(existing_file(against)) if against else None
    if stub is not None and against is not None:
        source.check_header(stub, str(against))
    verdicts = certify(where, text, file_name=str(file), stub=stub)
    report = FileReport(str(file), where.content_hash, where.name, tuple(map(_report, verdicts)))
    if json:
        print_json(report.to_json())
    else:
        for verdict in verdicts:
            _show(verdict)
        out.print(Text(f"{summary(report.theorems)} · {where.name} · {sandbox.layer()}", style="dim"))
    raise typer.Exit(report.exit_code)


def state(file: File, toolchain: ToolchainHint = None, json: Json = False) -> None:
    """Show what each theorem of a file elaborates to, with its key. Nothing is tried."""
    where, text = _read(file, toolchain)
    stated = [
        TheoremReport(s.name, "stated", statement_key=s.key, statement=s.text)
        for s in statements(where, text, file_name=str(file))
    ]
    report = FileReport(str(file), where.content_hash, where.name, tuple(stated))
    if json:
        print_json(report.to_json())
        return
    for theorem in stated:
        out.print(Text.assemble((theorem.name, "bold"), " : ", theorem.statement or ""))
        out.print(Text(f"  {theorem.statement_key}", style="dim"))
    if not stated:
        out.print(f"{file} states no theorem.", markup=False)


def _read(file: Path, hint: str | None) -> tuple[Environment, str]:
    text = source.text_of(existing_file(file))
    source.check_header(text, str(file))
    chosen = toolchains.find(hint, file.resolve().parent)
    return environment.of_text(chosen, text, file), text


def _report(verdict: Verdict) -> TheoremReport:
    statement = verdict.statement
    return TheoremReport(
        verdict.name,
        verdict.status,
        statement_key=statement.key if statement else None,
        statement=statement.text if statement else None,
        proof_hash=verdict.proof_hash,
        axioms=verdict.axioms if verdict.status == "certified" else None,
        reason=verdict.reason,
        seconds=verdict.seconds,
    )


def _show(verdict: Verdict) -> None:
    style = {"certified": "green", "refused": "red", "undecided": "yellow"}[verdict.status]
    out.print(Text.assemble((verdict.status, style), " ", (verdict.name, "bold")))
    for check in verdict.checks:
        mark = {True: "✓", False: "✗", None: "–"}[check.passed]
        out.print(Text(f"  {mark} {check.name}: {check.detail}", style="" if check.passed is not None else "dim"))
    if verdict.statement is not None:
        out.print(Text(f"  key   {verdict.statement.key}", style="dim"))
    if verdict.proof_hash:
        out.print(Text(f"  proof {verdict.proof_hash}", style="dim"))
