"""`lemmasmith lemmas relate`: which lemmas give which, shown by Lean."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from agent.commands.options import Json, NoSandbox, ToolchainHint
from agent.console import out, print_json
from lemma_graph.retrieval import Retriever
from lemma_graph.store import Store
from prover_bridge import toolchain as toolchains
from prover_bridge.environment import of_text

Memory = Annotated[Path | None, typer.Option("--memory", metavar="PATH", help="The store. Default: the user's own.")]


def relate(
    memory: Memory = None, toolchain: ToolchainHint = None, json: Json = False, no_sandbox: NoSandbox = False
) -> None:
    """Ask Lean which lemmas give which. Each lemma is looked at once, so a run that was stopped goes on where it was.

    A lemma that another one gives is offered behind it; of two that give each other only one is offered.
    """
    where = of_text(toolchains.find(toolchain), "")
    with Store.open(memory, create=False) as store:
        retriever = Retriever(store, where.content_hash)
        shown = []
        for edge in retriever.relate(where):
            names = {key: lemma.name for key, lemma in store.lemmas_by_key([edge.general, edge.special]).items()}
            shown.append({"general": edge.general, "special": edge.special})
            if not json:
                out.print(Text.assemble((names[edge.general], "bold"), " gives ", names[edge.special]))
    if json:
        print_json({"environment": where.content_hash, "shown": shown})
    elif not shown:
        out.print("No lemma that was not looked at before gives another one.")
