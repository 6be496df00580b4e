"""`lemmasmith doctor`: what is found, what works, what is missing and how to get it."""

from __future__ import annotations

import asyncio
import importlib.util
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from agent.commands.options import Json, ToolchainHint
from agent.console import err, out, print_json
from lemma_graph.database import default_path
from lemma_graph.store import Store
from prover_bridge import environment, modules, sandbox
from prover_bridge import toolchain as toolchains
from prover_bridge.backend import tested
from prover_bridge.certify import certify
from prover_bridge.errors import UserError
from prover_bridge.launcher import OLDEST_CERTIFYING

Mark = Literal["ok", "missing", "broken"]
_SELF_TEST = "theorem doctor_self_test (p q : Prop) (hp : p) (hq : q) : q ∧ p := ⟨hq, hp⟩\n"
_GIVES = {
    "network": "no network",
    "home": "no home folder",
    "toolchain": "a read-only toolchain",
    "tmp": "a private temporary folder",
    "processes": "an end for every process",
}


@dataclass(frozen=True)
class Finding:
    """One line of the report. advice: what to do, where there is something to do. needed: exit code 2 without it."""

    what: str
    mark: Mark
    detail: str
    advice: str = ""
    needed: bool = False


def doctor(
    toolchain: ToolchainHint = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Build what is missing; speak only of what is wrong.")] = False,
    json: Json = False,
) -> None:
    """Say what was found, what works, what is missing and how to get it; builds the compact core on first use."""
    sandbox.allow_none()  # nothing is run here but texts of our own
    findings = list(_findings(toolchain))
    if json:
        print_json({"findings": [finding.__dict__ for finding in findings]})
    else:
        _print([f for f in findings if not quiet or (f.mark != "ok" and f.needed)])
    if any(finding.needed and finding.mark != "ok" for finding in findings):
        raise typer.Exit(2)


def _findings(hint: str | None) -> Iterator[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    yield Finding("Python", "ok", version)
    yield from _embedded()
    yield from _installed()
    yield from _chosen(hint)
    yield from _sandbox()
    yield _model()
    yield _store()
    yield _dojo()


def _embedded() -> Iterator[Finding]:
    try:
        library = toolchains.embedded_library()
        digest = toolchains.check_library(library)
    except UserError as error:
        yield Finding("embedded runtime", "broken", str(error))
        return
    yield Finding("embedded runtime", "ok", f"Lean {toolchains.EMBEDDED_VERSION}, library {digest[:12]}… as published")
    try:
        with _core_progress() as report:
            built = modules.core_build(toolchains.bare_embedded(library, digest), report)
    except UserError as error:
        yield Finding("compact core", "broken", str(error), needed=True)
        return
    size = sum(file.stat().st_size for file in built.folder.rglob("*.olean")) / 1e6
    yield Finding("compact core", "ok", f"{len(built.modules)} modules, {size:.1f} MB, {built.content_hash[:12]}")


class _core_progress:
    """A progress bar on standard error that appears with the first compiled module, and is gone at the end."""

    def __enter__(self) -> modules.Progress:
        self._bar = Progress(
            TextColumn("building the compact core"), BarColumn(), TextColumn("{task.fields[module]}"),
            TimeElapsedColumn(), console=err, transient=True,
        )  # fmt: skip
        self._task = None

        def report(done: int, all_modules: int, module: str) -> None:
            if self._task is None:
                self._bar.start()
                self._task = self._bar.add_task("", total=all_modules, module=module)
            self._bar.update(self._task, completed=done, module=module)

        return report

    def __exit__(self, *_: object) -> None:
        self._bar.stop()


def _installed() -> Iterator[Finding]:
    for program in ("elan", "lake"):
        path = shutil.which(program)
        if path:
            yield Finding(program, "ok", path)
        else:
            advice = "not needed; for projects with Mathlib install elan, which brings Lean and Lake"
            yield Finding(program, "missing", "not on PATH", advice)


def _chosen(hint: str | None) -> Iterator[Finding]:
    try:
        chosen = toolchains.find(hint, Path.cwd())
        where = environment.of_text(chosen, _SELF_TEST)
        verdict = certify(where, _SELF_TEST)[0]
    except UserError as error:
        yield Finding("toolchain in use", "broken", str(error), needed=True)
        return
    except KeyError as error:
        yield Finding("toolchain in use", "broken", f"unexpected answer: {error}", needed=True)
        return
    if verdict.status == "certified":
        yield Finding("toolchain in use", "ok", f"{chosen.name}: self-test certified in {verdict.seconds:.2f} s")
        yield _session(where)
    else:
        yield Finding("toolchain in use", "broken", f"{chosen.name}: self-test {verdict.status}: {verdict.reason}",
                      needed=True)  # fmt: skip
    if not chosen.can_certify:
        oldest = ".".join(map(str, OLDEST_CERTIFYING))
        yield Finding("kernel", "broken", f"Lean {chosen.version} has known kernel bugs", f"use {oldest} or later")


def _session(where: environment.Environment) -> Finding:
    found = asyncio.run(tested(where))
    if found.reason is not None:
        advice = "not needed: searches go through Lean's language server, which is slower"
        return Finding("session", "missing", found.reason, advice)
    size = f"a worker takes {found.memory_mb:.0f} MB, and each kept state {found.kilobytes:.0f} KB"
    return Finding(
        "session", "ok", f"proof states in one Lean process: self-test passed in {found.seconds:.1f} s; {size}"
    )


def _sandbox() -> Iterator[Finding]:
    """The layer in use, and then each layer: what it was just seen to give, or why it does not work here."""
    advice = "install the package `bubblewrap`; until then, text that may not be trusted needs --no-sandbox"
    try:
        active = sandbox.active()
    except UserError as error:
        yield Finding("sandbox", "broken", str(error), needed=True)
    else:
        yield Finding("sandbox", *(("ok", sandbox.layer()) if active else ("missing", sandbox.layer(), advice)))
    for layer in sandbox.LAYERS:
        given = sandbox.found(layer)
        what = f"  {layer.name}"
        if isinstance(given, str):
            yield Finding(what, "missing", given)
        elif given.all:
            yield Finding(what, "ok", f"{' + '.join(layer.parts())}: {'; '.join(_GIVES.values())}")
        else:
            lacks = "; ".join(f"not {_GIVES[each]}" for each in given.lacks)
            yield Finding(what, "missing", f"not used, since it was seen to give {lacks}")


def _model() -> Finding:
    base = os.environ.get("OPENAI_BASE_URL")
    if os.environ.get("OPENAI_API_KEY"):
        return Finding("model", "ok", f"OPENAI_API_KEY is set; endpoint {base or 'the default one'}")
    advice = "not needed by the embedded proposer; set it (and OPENAI_BASE_URL) for --proposer openai"
    return Finding("model", "missing", "OPENAI_API_KEY is not set", advice)


def _store() -> Finding:
    path = default_path()
    if not path.exists():
        return Finding("store", "ok", f"{path}: not there yet, the first proof makes it")
    try:
        with Store.open(path, create=False) as store:
            counts = store.stats()
        return Finding("store", "ok", f"{path}: {counts.lemmas} lemmas, {counts.proofs} proofs")
    except UserError as error:
        return Finding("store", "broken", str(error), needed=True)


def _dojo() -> Finding:
    if importlib.util.find_spec("lean_dojo"):
        return Finding("LeanDojo", "ok", "installed")
    advice = "only for repositories that LeanDojo has traced: pip install 'lemmasmith[dojo]' (Python up to 3.12)"
    return Finding("LeanDojo", "missing", "not installed", advice)


def _print(findings: list[Finding]) -> None:
    if not findings:
        return
    table = Table(box=None, pad_edge=False, show_header=False)
    styles = {"ok": ("✓", "green"), "missing": ("–", "yellow"), "broken": ("✗", "red")}
    for finding in findings:
        sign, style = styles[finding.mark]
        detail = Text(finding.detail)
        if finding.advice:
            detail.append(f"\n{finding.advice}", style="dim")
        table.add_row(Text(sign, style=style), Text(finding.what), detail)
    out.print(table)
