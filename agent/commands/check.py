"""`lemmasmith check` and `lemmasmith state`: what a file proves, and what it states."""

from __future__ import annotations

import io
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from agent.commands.options import Json, NoSandbox, ToolchainHint, existing_file
from agent.console import err, out, print_json
from agent.report import VACUOUS, FileReport, TheoremReport, summary
from prover_bridge import document as documents
from prover_bridge import sandbox, source
from prover_bridge import toolchain as toolchains
from prover_bridge.certificate import Verdict
from prover_bridge.certify import certify, export_declarations, statements
from prover_bridge.core_reading import Reading
from prover_bridge.environment import Environment
from prover_bridge.errors import UserError
from prover_bridge.printer import printable, show_name

File = Annotated[Path, typer.Argument(help="A Lean file.", metavar="FILE")]


def check(
    file: File,
    against: Annotated[
        Path | None, typer.Option("--against", metavar="STUB", help="A Lean file that states what is to be proved.")
    ] = None,
    allow_axiom: Annotated[
        list[str] | None,
        typer.Option(
            "--allow-axiom", metavar="NAME", help="Allow this axiom too; the certificate names it. Repeatable."
        ),
    ] = None,
    certificate: Annotated[
        Path | None,
        typer.Option("--certificate", metavar="OUT.json", help="Write a certificate, if all theorems are certified."),
    ] = None,
    export: Annotated[
        Path | None,
        typer.Option(
            "--export",
            metavar="OUT.ndjson",
            help="Write the certified theorems and all that they reach in lean4export's format, for other kernels.",
        ),
    ] = None,
    vacuity: Annotated[
        bool, typer.Option("--vacuity/--no-vacuity", help="Whether to look for contradictory hypotheses.")
    ] = True,
    deep: Annotated[
        bool,
        typer.Option(
            "--deep", help="Replay every imported declaration, not only those that a theorem reaches. Done once."
        ),
    ] = False,
    toolchain: ToolchainHint = None,
    no_sandbox: NoSandbox = False,
    json: Json = False,
) -> None:
    """Certify the theorems of a file, one by one, and show each check."""
    read = _read(file, toolchain)
    stub = _read(against, toolchain) if against else None
    where = read.environment
    if stub is not None and stub.reading is not None:  # its options count for both
        where = replace(where, toolchain=stub.environment.toolchain)
    verdicts = certify(
        where,
        read.text,
        file_name=str(file),
        stub=stub.text if stub else None,
        stub_environment=stub.environment if stub else None,
        more_axioms=allow_axiom or (),
        contradictions=vacuity,
        deep=deep,
        progress=_progress if deep and err.is_terminal else None,
    )
    if not verdicts:
        raise UserError(f"{against or file} states no theorem: there is nothing to certify.")
    if any(check.name == "compiled" and not check.passed for verdict in verdicts for check in verdict.checks):
        read.explain()
    report = FileReport(str(file), where.content_hash, where.name, tuple(map(_report, verdicts)), read.left_out)
    if certificate is not None:
        _write_certificate(certificate, where, read, verdicts)
    if export is not None:
        _export(export, where, read, verdicts)
    if json:
        added = [asdict(addition) for addition in verdicts[0].additions]
        print_json(report.to_json() | ({"additions": added} if stub else {}))
    else:
        for verdict in verdicts:
            _show(verdict)
        _show_additions(verdicts)
        out.print(Text(f"{summary(report.theorems)} · {report.where} · {sandbox.layer()}", style="dim"))
    raise typer.Exit(report.exit_code)


def state(file: File, toolchain: ToolchainHint = None, no_sandbox: NoSandbox = False, json: Json = False) -> None:
    """Show what each theorem of a file elaborates to, with its key. Nothing is tried."""
    read = _read(file, toolchain)
    where = read.environment
    try:
        found = statements(where, read.text, file_name=str(file))
    except UserError:
        read.explain()
        raise
    stated = [TheoremReport(s.name, "stated", statement_key=s.key, statement=s.text) for s in found]
    report = FileReport(str(file), where.content_hash, where.name, tuple(stated), read.left_out)
    if json:
        print_json(report.to_json())
        return
    for theorem in stated:
        out.print(Text.assemble((show_name(theorem.name), "bold"), " : ", theorem.statement or ""))
        out.print(Text(f"  {theorem.statement_key}", style="dim"))
    if not stated:
        out.print(f"{file} states no theorem.", markup=False)
    if report.core_reading is not None:
        out.print(Text(report.where, style="dim"))


@dataclass(frozen=True)
class _File:
    """A file as it goes to Lean."""

    path: Path
    text: str
    environment: Environment
    reading: Reading | None

    @property
    def left_out(self) -> tuple[str, ...] | None:
        return self.reading.left_out if self.reading is not None else None

    def explain(self) -> None:
        """For a file in core reading that does not compile: raises the UserError that says what the core lacks."""
        if self.reading is not None:
            source.parse(self.text, self.environment, str(self.path), self.reading)


def _read(file: Path, hint: str | None) -> _File:
    chosen = toolchains.find(hint, existing_file(file).resolve().parent)
    return _File(file, *source.load(file, chosen))


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
        contradiction=verdict.contradiction if verdict.status == "certified" else None,
    )


def _progress(done: int, total: int, module: str) -> None:
    say(f"imports: module {done + 1} of {total}, {show_name(module)}")


def _write_certificate(path: Path, where: Environment, read: _File, verdicts: list[Verdict]) -> None:
    if any(verdict.status != "certified" for verdict in verdicts):
        say(f"No certificate was written to {path}, since not all theorems are certified.")
        return
    how = {
        "checked_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "program": f"lemmasmith {program_version()}",
        "sandbox": sandbox.layer(),
    }
    if verdicts[0].second_opinion is not None:
        how["second_opinion"] = verdicts[0].second_opinion
    if read.left_out is not None:
        how["core_reading"] = f"without {', '.join(read.left_out)}"
    _write(path, documents.dump(documents.make(where, read.text, verdicts, how)))


def _export(path: Path, where: Environment, read: _File, verdicts: list[Verdict]) -> None:
    names = [verdict.name for verdict in verdicts if verdict.status == "certified"]
    if not names:
        say(f"Nothing was exported to {path}, since no theorem is certified.")
        return
    text = io.StringIO()
    count = export_declarations(where, read.text, names, text, version=program_version(), file_name=str(read.path))
    _write(path, text.getvalue())
    say(f"{count} declarations were exported to {path}.")


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror or error}.") from error


def program_version() -> str:
    try:
        return metadata.version("lemmasmith")
    except metadata.PackageNotFoundError:  # run from its sources
        return "0"


def say(sentence: str) -> None:
    err.print(sentence, markup=False)


def _show_additions(verdicts: list[Verdict]) -> None:
    """What the file has beyond its stub, once for the file."""
    for addition in verdicts[0].additions:
        what = "not as in the stub" if addition.changed else "not in the stub"
        out.print(Text(f"  + {addition.kind} {show_name(addition.name)}: {what}, behind no statement", style="dim"))


def _show(verdict: Verdict) -> None:
    style = {"certified": "green", "refused": "red", "undecided": "yellow"}[verdict.status]
    out.print(Text.assemble((verdict.status, style), " ", (show_name(verdict.name), "bold")))
    for check in verdict.checks:
        mark = {True: "✓", False: "✗", None: "–"}[check.passed]
        out.print(
            Text(f"  {mark} {check.name}: {printable(check.detail)}", style="" if check.passed is not None else "dim")
        )
    if verdict.statement is not None:
        out.print(Text(f"  key   {verdict.statement.key}", style="dim"))
    if verdict.contradiction == "found":
        out.print(Text(f"  ! {VACUOUS}", style="yellow"))
    elif verdict.status == "certified":
        out.print(Text(f"  contradiction among the hypotheses: {verdict.contradiction}", style="dim"))
    if verdict.proof_hash:
        out.print(Text(f"  proof {verdict.proof_hash}", style="dim"))
