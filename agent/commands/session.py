"""`lemmasmith session`: prove a theorem by hand, with suggestions, the memory and the agent beside."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from agent.commands.options import Memory, NoSandbox, Seed, ToolchainHint, Workers, existing_file
from agent.ideas import Choice, ProposerName
from agent.proposing import proposing
from agent.run import Run
from lemma_graph.store import Store
from prover_bridge import source
from prover_bridge import toolchain as toolchains

_WORKERS = 2  # one for the tactics that are typed, one for the agent


def session(
    file: Annotated[Path, typer.Argument(help="A Lean file with `sorry`s.", metavar="FILE")],
    theorem: Annotated[
        str | None, typer.Option("--theorem", metavar="NAME", help="Default: the first that has a `sorry`.")
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on where the last session stopped.")] = False,
    memory: Memory = None,
    proposer: Annotated[ProposerName, typer.Option("--proposer", help="Who suggests tactics.")] = "embedded",
    model: Annotated[str | None, typer.Option("--model", help="Model name, for --proposer openai.")] = None,
    seed: Seed = 0,
    workers: Workers = None,
    toolchain: ToolchainHint = None,
    no_sandbox: NoSandbox = False,
) -> None:
    """Prove a theorem by hand: type tactics and see the goals, ask for suggestions; `:help` says what else."""
    from agent.commands.prove import memory_of, open_memory
    from agent.interactive.terminal.program import converse

    source.check_header(source.text_of(existing_file(file)), str(file))
    chosen = toolchains.find(toolchain, file.resolve().parent)
    choice = Choice(proposer, model, seed)

    async def work(store: Store | None) -> int:
        kept = memory_of(store)
        async with (
            proposing(choice) as make,
            Run(
                chosen, make, memory=kept, seed=seed, workers=workers or _WORKERS, turns=make.turns, model=make.model
            ) as run,
        ):
            return await converse(run, file, theorem, resume=resume)

    with open_memory(memory) as store:
        code = asyncio.run(work(store))
    raise typer.Exit(code)
