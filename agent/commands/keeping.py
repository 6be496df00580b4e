"""`lemmasmith lemmas prune | restore`: forgetting, and its opposite."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from agent.commands.options import Json
from agent.console import err, out, print_json
from agent.models import settings
from lemma_graph import forgetting
from lemma_graph.database import default_path
from lemma_graph.store import Store
from prover_bridge.errors import UserError
from prover_bridge.printer import printable

Memory = Annotated[Path | None, typer.Option("--memory", metavar="PATH", help="The store. Default: the user's own.")]


def prune(
    to: Annotated[int | None, typer.Option("--to", min=0, metavar="N", help="At most so many are offered.")] = None,
    to_bytes: Annotated[
        int | None, typer.Option("--bytes", min=0, metavar="N", help="At most so many bytes of statements and texts.")
    ] = None,
    half: Annotated[bool, typer.Option("--half", help="Half of what is offered now.")] = False,
    memory: Memory = None,
    json: Json = False,
) -> None:
    """Archive the least useful and most redundant lemmas; without an option, a tenth. `restore` brings them back."""
    if sum([to is not None, to_bytes is not None, half]) > 1:
        raise UserError("Say one of --to, --bytes and --half.")
    with Store.open(memory, create=False) as store:
        if to is None and to_bytes is None:
            active = sum(lemma.offered for lemma in store.lemmas())
            to = active // 2 if half else active - max(1, active // 10) if active else 0
        parameters = settings.load(default_path().parent).memory
        pruned = forgetting.prune(store, most=to, most_bytes=to_bytes, parameters=parameters)
        names = {key: lemma.name for key, lemma in store.lemmas_by_key(pruned.archived).items()}
        path = store.path
    if json:
        archived = list(pruned.archived)
        print_json({"path": str(path), "archived": archived, "active": pruned.active, "bytes": pruned.size})
        return
    for key in pruned.archived:
        out.print(Text(f"archived {key[:16]} {printable(names[key])}"))
    out.print(
        f"{len(pruned.archived)} lemmas archived; {pruned.active} are offered, {pruned.size} bytes.", markup=False
    )


def restore(
    keys: Annotated[list[str] | None, typer.Argument(help="Keys or names.", metavar="KEY…")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every archived lemma.")] = False,
    memory: Memory = None,
    json: Json = False,
) -> None:
    """Offer archived lemmas again."""
    if bool(keys) == everything:
        raise UserError("Name the lemmas to restore, or say --all.")
    with Store.open(memory, create=False) as store:
        wanted = [store.get(key).key for key in keys] if keys else None
        found = forgetting.restore(store, wanted)
    if json:
        print_json({"restored": found})
        return
    if wanted and len(found) < len(wanted):
        err.print(f"{len(wanted) - len(found)} of them were not archived.", markup=False)
    out.print(f"{len(found)} lemmas restored.", markup=False)
