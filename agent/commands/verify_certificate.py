"""`lemmasmith verify-certificate`: a certificate held against the file that it is of."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from agent.commands.options import Json, NoSandbox, ToolchainHint, existing_file
from agent.console import out, print_json
from prover_bridge import document as documents
from prover_bridge import source
from prover_bridge import toolchain as toolchains
from prover_bridge.certify import certify
from prover_bridge.document import Finding
from prover_bridge.printer import printable, show_name

_STYLE = {"certified": "green", "refused": "red", "undecided": "yellow"}


def verify_certificate(
    certificate: Annotated[
        Path, typer.Argument(help="A certificate that `check --certificate` wrote.", metavar="C.json")
    ],
    file: Annotated[Path, typer.Argument(help="The Lean file that it is of.", metavar="FILE")],
    toolchain: ToolchainHint = None,
    no_sandbox: NoSandbox = False,
    json: Json = False,
) -> None:
    """Check a certificate again: the whole file, every check, and each field of the certificate."""
    document = documents.load(existing_file(certificate).read_bytes())
    chosen = toolchains.find(toolchain, existing_file(file).resolve().parent)
    text, environment, _ = source.load(file, chosen)
    stopped = documents.preconditions(document, environment, text)
    if stopped is not None:
        findings = [stopped]
    else:
        verdicts = certify(
            environment,
            text,
            file_name=str(file),
            names=documents.names(document),
            more_axioms=documents.more_axioms(document),
            deep=document["imports_checked"] == "in full",
            contradictions=any(each["contradiction"] != "not tried" for each in document["theorems"]),
        )
        findings = documents.compare(document, verdicts)
    if json:
        print_json({"certificate": str(certificate), "file": str(file), "findings": [_json(each) for each in findings]})
    else:
        for each in findings:
            _show(each, document)
    raise typer.Exit(0 if all(each.status == "certified" for each in findings) else 1)


def _json(finding: Finding) -> dict[str, str | None]:
    return {"name": finding.name, "status": finding.status, "reason": finding.reason}


def _show(finding: Finding, document: documents.Document) -> None:
    name = "the certificate" if finding.name is None else show_name(finding.name)
    out.print(Text.assemble((finding.status, _STYLE[finding.status]), " ", (name, "bold")))
    if finding.reason is not None:
        out.print(Text(f"  {printable(finding.reason)}"))
    elif finding.name is not None:
        told = next(each for each in document["theorems"] if each["name"] == finding.name)
        out.print(Text(f"  {printable(told['statement'])}"))
        out.print(Text(f"  axioms: {printable(', '.join(told['axioms'])) or 'none'}", style="dim"))
