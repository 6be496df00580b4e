"""`lemmasmith lemmas relate`: which lemmas give which, shown by Lean."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from agent.commands.options import Json, NoSandbox, ToolchainHint
from agent.console import StatusLine, out, print_json
from lemma_graph import recertify
from lemma_graph.retrieval import Retriever
from lemma_graph.store import Store
from prover_bridge import toolchain as toolchains
from prover_bridge.printer import printable

Memory = Annotated[Path | None, typer.Option("--memory", metavar="PATH", help="The store. Default: the user's own.")]


def relate(
    memory: Memory = None, toolchain: ToolchainHint = None, json: Json = False, no_sandbox: NoSandbox = False
) -> None:
    """Ask Lean which lemmas give which. Each lemma is looked at once, so a run that was stopped goes on where it was.

    A lemma that another one gives is offered behind it; of two that give each other only one is offered.
    """
    chosen = toolchains.find(toolchain)
    status = StatusLine()
    asked = 0

    def spend() -> bool:
        nonlocal asked
        asked += 1
        status.say(f"{asked} files compiled · {len(shown)} relatives")
        return True

    shown: list[dict[str, str]] = []
    with Store.open(memory, create=False) as store, status:
        for where in recertify.environments(store, chosen):
            retriever = Retriever(store, where.content_hash)
            for edge in retriever.relate(where, spend=spend):
                names = {key: lemma.name for key, lemma in store.lemmas_by_key([edge.general, edge.special]).items()}
                shown.append({"environment": where.content_hash, "general": edge.general, "special": edge.special})
                if not json:
                    general, special = printable(names[edge.general]), printable(names[edge.special])
                    out.print(Text.assemble((general, "bold"), " gives ", special))
    if json:
        print_json({"shown": shown, "lean_calls": asked})
    elif not shown:
        out.print(f"No lemma that was not looked at before gives another one ({asked} Lean calls).", markup=False)
