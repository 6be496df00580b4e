"""`lemmasmith lemmas …`: look into the lemma graph."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from agent.commands import exchange, keeping, relating
from agent.commands.options import Json, NoSandboxOnRequest, ToolchainHint
from agent.console import err, out, print_json
from agent.recheck import recheck
from lemma_graph import audit as auditing
from lemma_graph import failures, revocation
from lemma_graph.metadata import Metadata, about
from lemma_graph.model import Lemma
from lemma_graph.store import Store
from prover_bridge import toolchain as toolchains

app = typer.Typer(help="Look into the lemma graph, and keep it.", no_args_is_help=True, rich_markup_mode=None)
app.command("add")(exchange.add)
app.command("export")(exchange.export)
app.command("import")(exchange.import_)
app.command("prune")(keeping.prune)
app.command("restore")(keeping.restore)
app.command("recertify")(keeping.recertify)
app.command("graph")(keeping.graph)
app.command("relate")(relating.relate)

Memory = Annotated[Path | None, typer.Option("--memory", metavar="PATH", help="The store. Default: the user's own.")]


def _lemma_json(lemma: Lemma) -> dict[str, Any]:
    return {
        "key": lemma.key,
        "name": lemma.name,
        "stable_name": lemma.stable_name,
        "statement": lemma.statement,
        "environment": lemma.environment,
        "environment_name": lemma.environment_name,
        "reusable": lemma.reusable,
        "flags": sorted(lemma.flags),
        "origin": lemma.origin,
        "created": lemma.created,
    }


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="Words of a name or a statement, or symbols: `mul comm`, `++`.")],
    memory: Memory = None,
    limit: Annotated[int, typer.Option("--limit", min=1)] = 20,
    json: Json = False,
) -> None:
    """Find lemmas by words and symbols, the best first."""
    with Store.open(memory, create=False) as store:
        found = store.search(query, limit)
    if json:
        print_json({"query": query, "lemmas": [_lemma_json(lemma) for lemma in found]})
        return
    if not found:
        err.print(f"No lemma fits {query!r}.", markup=False)
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("key", "name", "statement"):
        table.add_column(column, overflow="fold")
    for lemma in found:
        table.add_row(lemma.key[:12], Text(lemma.name), Text(lemma.statement))
    out.print(table)


_SHOWN = 12  # theorems of the library that `show` names


@app.command()
def show(
    key: Annotated[str, typer.Argument(help="A key, the beginning of one (4 or more digits), or a name.")],
    memory: Memory = None,
    json: Json = False,
) -> None:
    """Show a lemma: statement, proofs, certificate, what it uses and what uses it."""
    from lemma_graph.ranker import of_store  # numpy takes a while to import

    with Store.open(memory, create=False) as store:
        lemma = store.get(key)
        proofs = store.proofs(lemma.key)
        using = store.lemmas_by_key(store.used_by(lemma.key))
        below = store.lemmas_by_key(use.key for proof in proofs for use in proof.uses if use.key)
        told = about(store, lemma)
        ranker = of_store(store, lemma.environment)
    if json:
        print_json(
            {
                **_lemma_json(lemma),
                "service": dataclasses.asdict(told),
                "ranker": ranker.to_json(),
                "proofs": [
                    {
                        "proof_hash": proof.proof_hash,
                        "environment": proof.environment,
                        "script": proof.script,
                        "uses": [use.name for use in proof.uses],
                        "certificate": dict(proof.certificate),
                    }
                    for proof in proofs
                ],
                "used_by": sorted(using),
            }
        )
        return
    out.print(Text.assemble((lemma.name, "bold"), " : ", lemma.statement))
    rows = [("key", lemma.key), ("name in files", lemma.stable_name), ("origin", lemma.origin)]
    rows += [("flags", ", ".join(sorted(lemma.flags)))] if lemma.flags else []
    if not lemma.reusable:
        rows.append(("reuse", "certified, but its text does not stand alone: not offered in other files"))
    ranked = [("ranker", ranker.summary())] if ranker.records else []
    for name, value in [*rows, *service_lines(told), *ranked]:
        out.print(Text.assemble((f"{name}: ", "dim"), value))
    for proof in proofs:
        out.print(Text.assemble("\n", ("proof ", "bold"), proof.proof_hash[:16], f" in {proof.environment_name}"))
        out.print(Text("\n".join("  " + line for line in proof.script.splitlines())))
        for check in proof.certificate.get("checks", []):
            mark = {True: "✓", False: "✗", None: "–"}[check["passed"]]
            out.print(Text(f"  {mark} {check['name']}: {check['detail']}", style="dim"))
        stored = [below[use.key].name for use in proof.uses if use.key in below]
        theorems = [use.name for use in proof.uses if use.key is not None and use.key not in below]
        others = len(proof.uses) - len(stored) - len(theorems)
        for what, names in (("lemmas", stored), ("theorems of the library", theorems[:_SHOWN])):
            if names:
                more = f" and {len(theorems) - _SHOWN} more" if names != stored and len(theorems) > _SHOWN else ""
                out.print(Text.assemble((f"  uses {what}: ", "dim"), ", ".join(names) + more))
        if others:
            out.print(Text(f"  and {others} definitions (--json names all)", style="dim"))
    if using:
        out.print(Text.assemble(("\nused by: ", "dim"), ", ".join(lemma.name for lemma in using.values())))


def service_lines(told: Metadata) -> list[tuple[str, str]]:
    """What `show` says of a lemma's history, by name."""
    effort = told.effort
    cost = (
        f" ({effort.lean_calls} Lean calls, {effort.model_calls} model calls, {effort.seconds:g} s)" if effort else ""
    )
    lines = [
        ("theory", ", ".join(told.scope) or "logic"),
        ("environment", told.environment_name),
        ("difficulty", f"{told.difficulty}{cost}"),
        ("served", f"offered for {told.offered} goals, closed {told.helped}, {told.used} lemmas stand on it"),
        ("in use", f"{told.first_use or 'never'}" + (f" to {told.last_use}" if told.last_use else "")),
    ]
    if told.tactics or told.premises:
        with_ = f"with {', '.join(told.premises)}" if told.premises else ""
        lines.append(("its proof used", "; ".join(filter(None, [", ".join(told.tactics), with_]))))
    if told.covered_by:
        lines.append(("never offered without", told.covered_by))
    equal = [name for name in told.given_by if name in told.gives]
    for what, names in (
        ("says the same as", equal),
        ("generalised by", [name for name in told.given_by if name not in equal]),
        ("generalises", [name for name in told.gives if name not in equal]),
    ):
        if names:
            lines.append((what, ", ".join(names)))
    if told.elsewhere:
        lines.append(("elsewhere", "; ".join(told.elsewhere)))
    return lines


@app.command()
def stats(memory: Memory = None, json: Json = False) -> None:
    """Counts of the store, and the lemmas that others use most."""
    from lemma_graph import graph  # networkx takes a while to import
    from lemma_graph.ranker import of_store  # numpy, too

    with Store.open(memory, create=False) as store:
        counts = store.stats()
        names = {lemma.key: lemma.name for lemma in store.lemmas()}
        top = [(names[key], uses) for key, uses in graph.shape(graph.build(store)).most_used]
        kinds = failures.by_class(store)
        rankers = {environment: of_store(store, environment) for environment in store.judged_environments()}
        path = store.path
    values = {name: getattr(counts, name) for name in counts.__dataclass_fields__}
    if json:
        print_json(
            {
                "path": str(path),
                **values,
                "failures_by_class": kinds,
                "most_used": [{"name": n, "uses": u} for n, u in top],
                "rankers": {environment: ranker.to_json() for environment, ranker in rankers.items()},
            }
        )
        return
    out.print(Text(str(path), style="bold"))
    for name, value in values.items():
        out.print(f"{name.replace('_', ' '):>14}  {value}")
    if counts.lean_calls + counts.saved_calls:
        share = counts.saved_calls / (counts.lean_calls + counts.saved_calls)
        out.print(f"Lean calls saved by remembered failures: {share:.1%} of what would have been spent")
    if kinds:
        out.print(Text("failed attempts by kind: " + ", ".join(f"{kind} ({n})" for kind, n in kinds.items())))
    for environment, ranker in rankers.items():
        out.print(Text(f"ranker in {environment[:16]}: {ranker.summary()}"))
        for line in ranker.comparison():
            out.print(Text(f"  goals of kind {line}"))
    if top:
        out.print(Text("most used: " + ", ".join(f"{name} ({uses})" for name, uses in top)))


@app.command()
def revoke(
    keys: Annotated[list[str], typer.Argument(help="Keys, beginnings of keys, or names.", metavar="KEY…")],
    reason: Annotated[str, typer.Option("--reason", help="Why; kept in the log.")] = "",
    memory: Memory = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be revoked.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Let them be kept again, once they are certified anew.")] = False,
    json: Json = False,
) -> None:
    """Take lemmas out of use, with every proof that stands on them. They are kept out until `--undo`."""
    with Store.open(memory, create=False) as store:
        if undo:
            for key in [revocation.revoked_key(store, key) for key in keys]:
                revocation.allow(store, key)
            err.print("They may be kept again; `lemmas add FILE` or the next proof of them certifies them anew.")
            return
        wanted = [store.get(key).key for key in keys]
        found = revocation.reach(store, wanted) if dry_run else revocation.revoke(store, wanted, reason)
        path = store.path
    if json:
        print_json({"path": str(path), "dry_run": dry_run, "revoked": [dataclasses.asdict(each) for each in found]})
        return
    names = {each.lemma: each.name for each in found}
    for each in found:
        why = f" (stands on {names[each.because]})" if each.because else ""
        left = "" if each.lemma_gone else "; the lemma stays, by another proof"
        out.print(Text(f"{each.lemma[:16]} {each.name}: proof {each.proof_hash[:12]}{why}{left}"))
    gone = len({each.lemma for each in found if each.lemma_gone})
    said = "would be revoked" if dry_run else "revoked"
    out.print(Text(f"{len(found)} proof(s) {said}, {gone} lemma(s) with them", style="bold"))


@app.command()
def verify(
    memory: Memory = None,
    certificates: Annotated[
        bool, typer.Option("--certificates", help="Also certify every proof again, with Lean.")
    ] = False,
    head: Annotated[
        str | None, typer.Option("--head", metavar="HASH", help="An entry's hash from earlier: it must be in the log.")
    ] = None,
    toolchain: ToolchainHint = None,
    no_sandbox: NoSandboxOnRequest = False,
    json: Json = False,
) -> None:
    """Check the log's chain, every row against it, and on request every certificate."""
    with Store.open(memory, create=False) as store:
        again = recheck(toolchains.find(toolchain), store.surroundings()) if certificates else None
        audit = auditing.verify(store, again, known_head=head)
        path = store.path
    if json:
        print_json(
            {
                "path": str(path),
                "entries": audit.entries,
                "rows": audit.rows,
                "rechecked": audit.rechecked,
                "head": audit.head,
                "findings": [{"subject": f.subject, "problem": f.problem} for f in audit.findings],
            }
        )
    else:
        for finding in audit.findings:
            out.print(Text(f"✗ {finding.subject} {finding.problem}", style="red"))
        verdict = "sound" if not audit.findings else f"{len(audit.findings)} finding(s)"
        again_text = f", {audit.rechecked} proofs certified again" if certificates else ""
        out.print(Text(f"{path}: {audit.entries} log entries, {audit.rows} rows{again_text}: {verdict}"))
    if audit.findings:
        raise typer.Exit(1)
