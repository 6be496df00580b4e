"""`lemmasmith lemmas add | export | import`: lemmas that come and go."""

from __future__ import annotations

import dataclasses
import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.text import Text

from agent.adding import Added, add_file
from agent.commands import relating
from agent.commands.options import Json, NoSandbox, NoSandboxOnRequest, ToolchainHint, Workers, existing_file
from agent.console import StatusLine, err, out, print_json
from agent.memory import Memory as StoreMemory
from agent.models import settings
from lemma_graph import exchange, package, sealing
from lemma_graph.database import default_path
from lemma_graph.importing import Imported, take_in
from lemma_graph.store import Store
from prover_bridge import toolchain as toolchains
from prover_bridge.errors import UserError
from prover_bridge.printer import printable

Memory = Annotated[Path | None, typer.Option("--memory", metavar="PATH", help="The store. Default: the user's own.")]


def add(
    file: Annotated[Path, typer.Argument(help="A Lean file with proofs.", metavar="FILE")],
    memory: Memory = None,
    toolchain: ToolchainHint = None,
    no_sandbox: NoSandbox = False,
    json: Json = False,
) -> None:
    """Certify the theorems that a file proves, and keep them."""
    chosen = toolchains.find(toolchain, existing_file(file).resolve().parent)
    with Store.open(memory) as store:
        added = []
        for each in add_file(StoreMemory(store, settings.load(default_path().parent).memory), file, chosen):
            added.append(each)
            if not json:
                out.print(_line(each))
    if json:
        print_json({"file": str(file), "theorems": [_json(each) for each in added]})
    if any(each.lemma is None for each in added):
        raise typer.Exit(1)


def export(
    bundle: Annotated[Path, typer.Argument(help="The file (with --package: the folder) to write.", metavar="BUNDLE")],
    memory: Memory = None,
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="KEY", help="Only this lemma and its needs. Repeatable.")
    ] = None,
    as_package: Annotated[
        bool, typer.Option("--package", help="Write a Lake package of readable Lean modules instead.")
    ] = False,
    seal: Annotated[
        bool, typer.Option("--seal", help="Encrypt with a passphrase (LEMMASMITH_PASSPHRASE, or asked for).")
    ] = False,
    recipient: Annotated[
        list[str] | None, typer.Option("--recipient", metavar="age1…", help="Encrypt to a public key. Repeatable.")
    ] = None,
    toolchain: ToolchainHint = None,
    no_sandbox: NoSandboxOnRequest = False,
    json: Json = False,
) -> None:
    """Write lemmas, proofs and certificates to one file, or the lemmas as a Lake package."""
    with Store.open(memory, create=False) as store:
        keys = {store.get(each).key for each in only} if only else None
        if as_package:
            built = package.build(store, toolchains.find(toolchain), keys)
            built.write(bundle)
            told = {"package": str(bundle), "lemmas": len(built.names), "left_out": [list(x) for x in built.left_out]}
            for name, reason in built.left_out:
                err.print(f"not in the package: {printable(name)}: {printable(reason)}", markup=False)
            sentence = f"{len(built.names)} lemmas in the Lake package {bundle}; each module compiled before."
        else:
            data = exchange.pack(store, keys)
            contents = exchange.unpack(data)
            if seal or recipient:
                passphrase = _passphrase(confirm=True) if seal else None
                data = sealing.seal(data, passphrase=passphrase, recipients=recipient or ())
            _write(bundle, data)
            told = {"bundle": str(bundle), "proofs": len(contents.proofs), "head": contents.head[1]}
            sentence = f"{len(contents.proofs)} proofs in {bundle}; the log's head is {contents.head[1]}."
    if json:
        print_json(told)
    else:
        out.print(sentence, markup=False)


def import_(
    bundle: Annotated[Path, typer.Argument(help="A bundle that `lemmas export` wrote.", metavar="BUNDLE")],
    memory: Memory = None,
    identity: Annotated[
        Path | None, typer.Option("--identity", metavar="FILE", help="Private key (age) for a bundle sealed to it.")
    ] = None,
    relate_calls: Annotated[
        int,
        typer.Option("--relate-calls", min=0, metavar="N", help="Lean calls for which lemmas here the new ones give."),
    ] = 100,
    workers: Workers = None,
    toolchain: ToolchainHint = None,
    no_sandbox: NoSandbox = False,
    json: Json = False,
) -> None:
    """Certify every lemma of a bundle anew, in the sandbox, and keep those that hold; then find their relatives."""
    data = existing_file(bundle).read_bytes()
    if sealing.is_sealed(data):
        if identity is not None:
            data = sealing.unseal(data, identity=existing_file(identity).read_text(encoding="utf-8", errors="replace"))
        else:
            data = sealing.unseal(data, passphrase=_passphrase(confirm=False))
    contents = exchange.unpack(data)
    status = StatusLine()

    def progress(done: int, count: int, counts: Imported) -> None:
        status.say(f"{done}/{count} proofs · {len(counts.lemmas)} new lemmas · {len(counts.refused)} refused")

    chosen = toolchains.find(toolchain)
    with Store.open(memory) as store, status:
        counts = take_in(store, contents, chosen, workers=workers or min(4, os.cpu_count() or 1), progress=progress)
        related = (
            relating.ask(store, chosen, status, counts.lemmas, relate_calls) if counts.lemmas else relating.Asked()
        )
    if json:
        relatives = {"relatives": related.shown, "relate_calls": related.asked}
        told = {**dataclasses.asdict(counts), "lemmas": len(counts.lemmas), **relatives}
        print_json({"bundle": str(bundle), "head": contents.head[1], **told})
    else:
        for refusal in counts.refused:
            sentence = f"refused {refusal.key[:16]} {printable(refusal.name)}: it {printable(refusal.reason)}"
            out.print(Text(sentence, style="red"))
        out.print(
            Text(
                f"{counts.proofs} proofs certified and taken in ({len(counts.lemmas)} new lemmas, "
                f"{counts.certified_only} without a text for reuse), {counts.known} known before, "
                f"{len(counts.refused)} refused",
                style="bold",
            )
        )
        if related.asked:
            out.print(f"{len(related.shown)} times one lemma gives another ({related.asked} Lean calls).", markup=False)
        if related.left or (counts.lemmas and not relate_calls):
            err.print("`lemmasmith lemmas relate` asks Lean about the others of them.", style="dim")
    if counts.refused:
        raise typer.Exit(1)


def _line(added: Added) -> Text:
    name = printable(added.name)
    if added.lemma is None:
        return Text.assemble(("not kept ", "red"), name, f": {printable(added.reason or '')}")
    notes = [] if added.lemma.reusable else ["its text does not stand alone: not offered in other files"]
    notes += [] if added.is_new else ["known before"]
    notes += ["its hypotheses contradict each other: not offered"] if "vacuous" in added.lemma.flags else []
    return Text.assemble(
        ("kept ", "green"), name, f" {added.lemma.key[:16]}", f"  ({'; '.join(notes)})" if notes else ""
    )


def _json(added: Added) -> dict[str, Any]:
    return {
        "name": added.name,
        "status": added.verdict.status if added.verdict else None,
        "statement_key": added.lemma.key if added.lemma else None,
        "new": added.is_new,
        "reusable": added.lemma.reusable if added.lemma else None,
        "reason": added.reason,
    }


def _passphrase(*, confirm: bool) -> str:
    given = os.environ.get("LEMMASMITH_PASSPHRASE")
    if given:
        return given
    if not sys.stdin.isatty():
        raise UserError("The bundle wants a passphrase: give it in LEMMASMITH_PASSPHRASE.")
    asked: str = typer.prompt("Passphrase", hide_input=True, confirmation_prompt=confirm, err=True)
    return asked


def _write(path: Path, data: bytes) -> None:
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        fresh.write_bytes(data)
        fresh.replace(path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise UserError(f"{path} cannot be written: {error.strerror or error}.") from error
