"""`lemmasmith prove`: prove the open theorems of a file."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from agent.commands.options import (
    Json,
    MaxCost,
    MaxHeartbeats,
    MaxLeanCalls,
    MaxModelCalls,
    MaxSeconds,
    MaxTokens,
    Memory,
    NoSandbox,
    Seed,
    Strategy,
    ToolchainHint,
    Workers,
    existing_file,
)
from agent.console import StatusLine, err, out, print_json
from agent.ideas import Choice, ProposerName
from agent.memory import Memory as StoreMemory
from agent.models import settings
from agent.proposing import proposing
from agent.proving import Prover
from agent.report import FileReport, print_table, summary
from agent.run import Limits, Progress
from agent.search import choose
from agent.writing import write_back
from lemma_graph.database import default_path
from lemma_graph.store import Store
from prover_bridge import source
from prover_bridge import toolchain as toolchains
from prover_bridge.errors import UserError


def prove(
    file: Annotated[Path, typer.Argument(help="A Lean file with `sorry`s.", metavar="FILE")],
    theorem: Annotated[str | None, typer.Option("--theorem", metavar="NAME", help="Only this one.")] = None,
    write: Annotated[bool, typer.Option("--write", help="Put the proofs into the file; a copy is kept.")] = False,
    json: Json = False,
    memory: Memory = None,
    proposer: Annotated[ProposerName, typer.Option("--proposer", help="Who suggests tactics.")] = "embedded",
    model: Annotated[str | None, typer.Option("--model", help="Model name, for --proposer openai.")] = None,
    record: Annotated[
        Path | None, typer.Option("--record", metavar="FILE", help="Keep every model call in this file.")
    ] = None,
    replay: Annotated[
        Path | None,
        typer.Option("--replay", metavar="FILE", help="Answer model calls from this file, with no network."),
    ] = None,
    max_seconds: MaxSeconds = 60.0,
    max_lean_calls: MaxLeanCalls = 1000,
    max_model_calls: MaxModelCalls = 100,
    max_tokens: MaxTokens = None,
    max_heartbeats: MaxHeartbeats = None,
    max_cost: MaxCost = None,
    samples: Annotated[
        int | None, typer.Option("--samples", min=1, max=64, help="Requests for one question to the model.")
    ] = None,
    temperature: Annotated[
        float | None, typer.Option("--temperature", min=0, max=2, help="Of the model's answers.")
    ] = None,
    seed: Seed = 0,
    strategy: Strategy = "best-first",
    workers: Workers = None,
    toolchain: ToolchainHint = None,
    no_sandbox: NoSandbox = False,
) -> None:
    """Prove the theorems of a file that still have a `sorry`; certify them, and keep them in memory."""
    source.check_header(source.text_of(existing_file(file)), str(file))
    chosen = toolchains.find(toolchain, file.resolve().parent)
    limits = Limits(max_seconds, max_lean_calls, max_model_calls, max_tokens, max_cost, max_heartbeats)
    count = workers or os.cpu_count() or 1

    choice = Choice(
        proposer,
        model,
        seed,
        record,
        replay,
        samples,
        temperature,
        max_cost,
        {
            "--max-seconds": max_seconds,
            "--max-lean-calls": max_lean_calls,
            "--max-model-calls": max_model_calls,
            "--max-tokens": max_tokens,
            "--max-cost": max_cost,
            "--workers": count,
            "--strategy": strategy,
        },
    )

    async def work(store: Store | None) -> tuple[FileReport, str]:
        kept = memory_of(store)
        with live_line() as line:
            async with (
                proposing(choice) as make,
                Prover(
                    chosen,
                    make,
                    memory=kept,
                    limits=limits,
                    seed=seed,
                    workers=count,
                    strategy=choose(strategy, seed),
                    progress=line,
                    stopped=lambda *found: partial.append(found),
                    turns=make.turns,
                    model=make.model,
                ) as prover,
            ):
                return await prover.prove_file(file, theorem)

    def finish(report: FileReport, text: str) -> None:
        if write and text != source.text_of(file):
            copy = write_back(file, text)
            err.print(Text(f"{file} was written; the file as it was is {copy}.", style="dim"))
        if json:
            print_json(report.to_json())
        else:
            show(report)

    partial: list[tuple[FileReport, str]] = []
    try:
        with open_memory(memory) as store:
            report, text = asyncio.run(work(store))
    except (KeyboardInterrupt, UserError):
        for found in partial:  # what was proved before is not lost to the user
            if any(each.status == "proved" for each in found[0].theorems):
                finish(*found)
        raise
    finish(report, text)
    raise typer.Exit(report.exit_code)


def show(report: FileReport) -> None:
    """The summary table, each new proof, and one line with the total."""
    if not report.theorems:
        out.print(Text(f"{report.file} has no `sorry`: there is nothing to prove."))
        return
    print_table(out, report.theorems)
    for theorem in report.theorems:
        if theorem.status == "proved" and theorem.proof:
            out.print(Text(f"\n{theorem.name}", style="bold"))
            out.print(Text("\n".join("  " + line for line in theorem.proof.splitlines())))
    out.print(Text(f"\n{summary(report.theorems)} · {report.where}", style="dim"))


@contextmanager
def open_memory(choice: str | None) -> Iterator[Store | None]:
    """The store that `--memory` names (None: the user's own), or None for `none`."""
    if choice == "none":
        yield None
        return
    with Store.open(choice) as store:
        yield store


def memory_of(store: Store | None) -> StoreMemory | None:
    """A store as the user's settings have it used. Raises UserError where they are wrong."""
    chosen = settings.load(default_path().parent)
    if store is None:
        return None
    if chosen.embedding.model is None:
        return StoreMemory(store, chosen.memory)
    from agent.models.embedding import embedder  # its libraries take a while to import

    return StoreMemory(store, chosen.memory, embedder=embedder(chosen.embedding))


class live_line(StatusLine):
    """A line that follows the search of a run."""

    def __call__(self, progress: Progress) -> None:
        if not self.live:
            return
        self.say(self._of(progress))

    def several(self, progresses: Sequence[Progress]) -> None:
        """Follow several searches at once."""
        self.say(Text("\n").join(self._of(each) for each in progresses))

    @staticmethod
    def _of(progress: Progress) -> Text:
        text = Text(progress.theorem, style="bold")
        if (now := progress.snapshot) is not None:
            text.append(f"  {now.lean_calls} Lean calls · {now.seconds:.1f} s", style="not bold")
            if progress.seconds_left is not None:
                text.append(f" ({progress.seconds_left:.0f} left)", style="not bold")
            if now.model_calls:
                text.append(f" · {now.model_calls} model calls, {progress.tokens} tokens", style="not bold")
            if progress.cost:
                text.append(f" · cost {progress.cost:.4f}", style="not bold")
            target = " ".join(now.target.split())
            text.append(f" · ⊢ {target[:60]}", style="dim")
        return text
