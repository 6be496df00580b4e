"""`lemmasmith lemmas relate`: which lemmas give which, shown by Lean."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
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
from prover_bridge.launcher import Toolchain
from prover_bridge.printer import printable

Memory = Annotated[Path | None, typer.Option("--memory", metavar="PATH", help="The store. Default: the user's own.")]


def relate(
    memory: Memory = None, toolchain: ToolchainHint = None, json: Json = False, no_sandbox: NoSandbox = False
) -> None:
    """Ask Lean which lemmas give which. Each lemma is looked at once, so a run that was stopped goes on where it was.

    A lemma that another one gives is offered behind it; of two that give each other only one is offered.
    """
    chosen = toolchains.find(toolchain)
    with Store.open(memory, create=False) as store, StatusLine() as status:
        found = ask(store, chosen, status, told=None if json else show)
    if json:
        print_json({"shown": found.shown, "lean_calls": found.asked})
    elif not found.shown:
        out.print(f"No lemma that was not looked at before gives another one ({found.asked} Lean calls).", markup=False)


@dataclass
class Asked:
    """shown: environment, general and special lemma (keys) of each edge that Lean showed. asked: Lean calls.

    left: whether the budget ended it.
    """

    shown: list[dict[str, str]] = field(default_factory=list)
    asked: int = 0
    left: bool = False


def ask(
    store: Store,
    toolchain: Toolchain,
    status: StatusLine,
    keys: Collection[str] | None = None,
    most: int | None = None,
    told: Callable[[str, str], None] | None = None,
) -> Asked:
    """Ask Lean which lemmas give which: these (None: all), as far as they were not looked at before.

    most: Lean calls; None: no limit. told: called with the names of each two, the general one first.
    """
    found = Asked()

    def spend() -> bool:
        if most is not None and found.asked >= most:
            found.left = True
            return False
        found.asked += 1
        status.say(f"{found.asked} files compiled · {len(found.shown)} relatives")
        return True

    for where in recertify.environments(store, toolchain):
        retriever = Retriever(store, where.content_hash)
        retriever.refresh()
        for edge in retriever.relate(where, keys, spend=spend):
            found.shown.append({"environment": where.content_hash, "general": edge.general, "special": edge.special})
            if told is not None:
                names = {key: lemma.name for key, lemma in store.lemmas_by_key([edge.general, edge.special]).items()}
                told(names[edge.general], names[edge.special])
    return found


def show(general: str, special: str) -> None:
    """One line for an edge."""
    out.print(Text.assemble((printable(general), "bold"), " gives ", printable(special)))
