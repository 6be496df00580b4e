"""`lemmasmith mcp`: proofs by hand and the lemma graph for programs that speak the Model Context Protocol."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from agent.commands.check import program_version
from agent.commands.options import Memory, NoSandbox, Seed, Strategy, ToolchainHint, Workers
from agent.commands.prove import memory_of, open_memory
from agent.ideas import Choice, ProposerName
from agent.proposing import proposing
from agent.run import Limits, Run
from agent.search import choose
from lemma_graph.store import Store
from prover_bridge import toolchain as toolchains


def mcp(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FOLDER]…", help="Folders whose Lean files clients may use. Default: this one."),
    ] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="Never write into a Lean file.")] = False,
    memory: Memory = None,
    proposer: Annotated[ProposerName, typer.Option("--proposer", help="Who suggests tactics.")] = "embedded",
    model: Annotated[str | None, typer.Option("--model", help="Model name, for --proposer openai.")] = None,
    max_model_calls: Annotated[
        int, typer.Option("--max-model-calls", min=0, help="Model calls for each search or list of suggestions.")
    ] = 100,
    max_cost: Annotated[
        float | None, typer.Option("--max-cost", min=0, help="Cost of model calls for each of them.")
    ] = None,
    seed: Seed = 0,
    strategy: Strategy = "best-first",
    workers: Workers = None,
    toolchain: ToolchainHint = None,
    no_sandbox: NoSandbox = False,
) -> None:
    """Serve proofs by hand over MCP, on standard input and output. Programs start this, not people."""
    # Importing the SDK takes a second, which no other command should wait for.
    from agent.interactive.mcp_tools.desk import Desk
    from agent.interactive.mcp_tools.documents import Documents
    from agent.interactive.mcp_tools.folders import Folders
    from agent.interactive.mcp_tools.server import build

    allowed = Folders(folders or [Path.cwd()])
    chosen = toolchains.find(toolchain, allowed.roots[0])
    choice = Choice(proposer, model, seed, max_cost=max_cost)

    async def serve(store: Store | None) -> None:
        async with (
            proposing(choice) as make,
            Run(
                chosen,
                make,
                memory=memory_of(store),
                limits=Limits(model_calls=max_model_calls, cost=max_cost),
                seed=seed,
                workers=workers or 1,
                strategy=choose(strategy, seed),
                model=make.model,
            ) as run,
        ):
            desk = Desk(run, allowed, Documents(toolchain))
            try:
                await build(desk, program_version(), may_write=not read_only).run_stdio_async()
            finally:
                await desk.close()

    with open_memory(memory) as store:
        asyncio.run(serve(store))
