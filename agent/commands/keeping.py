"""`lemmasmith lemmas prune | restore | recertify`: forgetting, and its opposite; a new environment."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from agent.commands.options import Json, MaxLeanCalls, MaxSeconds, NoSandbox, ToolchainHint, Workers
from agent.console import StatusLine, err, out, print_json
from agent.memory import Memory as StoreMemory
from agent.models import settings
from agent.repairing import repairer
from agent.run import Limits
from lemma_graph import forgetting
from lemma_graph import recertify as certifying_again
from lemma_graph.database import default_path
from lemma_graph.store import Store
from prover_bridge import source
from prover_bridge import toolchain as toolchains
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


def recertify(
    memory: Memory = None,
    modules: Annotated[
        Path | None,
        typer.Option("--modules", metavar="FOLDER", help="Take local modules from here, where they may have changed."),
    ] = None,
    repair: Annotated[bool, typer.Option("--repair/--no-repair", help="Search new proofs where old ones fail.")] = True,
    max_lean_calls: MaxLeanCalls = 250,
    max_seconds: MaxSeconds = 30.0,
    workers: Workers = None,
    toolchain: ToolchainHint = None,
    no_sandbox: NoSandbox = False,
    json: Json = False,
) -> None:
    """Try lemmas of other environments in the one here: which hold, which were repaired, which are gone."""
    chosen = toolchains.find(toolchain)
    count = workers or min(4, os.cpu_count() or 1)
    with Store.open(memory, create=False) as store:
        newer = _modules(store, modules) if modules is not None else {}
        limits = Limits(max_seconds, max_lean_calls, 0)
        search = repairer(StoreMemory(store), chosen, limits, count) if repair else None
        with StatusLine() as status:
            told = certifying_again.recertify(
                store,
                chosen,
                modules=newer,
                workers=count,
                repair=search,
                progress=lambda done, all_, what: status.say(f"{done}/{all_} {what}"),
            )
    if json:
        print_json(
            {
                "environment": chosen.content_hash,
                "fresh": told.fresh,
                "held": [lemma.key for lemma in told.held],
                "repaired": [lemma.key for lemma in told.repaired],
                "gone": [{"key": lemma.key, "name": lemma.name, "reason": reason} for lemma, reason in told.gone],
            }
        )
    else:
        for lemma in told.held:
            out.print(Text(f"holds {lemma.key[:16]} {printable(lemma.name)}"))
        for lemma in told.repaired:
            out.print(Text(f"repaired {lemma.key[:16]} {printable(lemma.name)}", style="yellow"))
        for lemma, reason in told.gone:
            out.print(Text(f"gone {lemma.key[:16]} {printable(lemma.name)}: {printable(reason)}", style="red"))
        out.print(
            f"{told.fresh} lemmas were certified here before; {len(told.held)} hold, {len(told.repaired)} were "
            f"repaired, {len(told.gone)} are gone (their old certificates are kept).",
            markup=False,
        )
    if told.gone:
        raise typer.Exit(1)


def _modules(store: Store, folder: Path) -> dict[str, str]:
    """The texts in `folder` of the local modules that the store knows."""
    if not folder.is_dir():
        raise UserError(f"There is no folder {folder}: name the one in which the local modules lie.")
    names = {name for each in store.surroundings().values() for name in each.modules}
    paths = {name: folder.joinpath(*name.split(".")).with_suffix(".lean") for name in names}
    return {name: source.text_of(path) for name, path in paths.items() if path.is_file()}


def graph(
    output: Annotated[Path, typer.Argument(help="OUT.html, OUT.svg or OUT.graphml.", metavar="OUT")],
    theory: Annotated[
        str | None, typer.Option("--theory", metavar="NAME", help="Only lemmas of this theory, such as Nat.")
    ] = None,
    memory: Memory = None,
) -> None:
    """Draw the lemmas and what they stand on: a page to look around in, an SVG, or GraphML for other programs."""
    from lemma_graph import pictures  # networkx takes a while to import

    kind = output.suffix.lower()
    if kind not in (".html", ".svg", ".graphml"):
        raise UserError(f"{output} has no ending that says what to draw: name it OUT.html, OUT.svg or OUT.graphml.")
    with Store.open(memory, create=False) as store:
        picture = pictures.draw(store, theory)
        if not picture.nodes:
            raise UserError(f"There is no lemma to draw in {store.path}{f' of the theory {theory}' if theory else ''}.")
        if kind == ".graphml":
            text = pictures.graphml(store)
        else:
            text = pictures.page(picture) if kind == ".html" else pictures.svg(picture)
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UserError(f"{output} cannot be written: {error.strerror or error}.") from error
    out.print(f"{len(picture.nodes)} lemmas drawn in {output}.", markup=False)
