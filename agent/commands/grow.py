"""`lemmasmith grow`: leave a theory alone for a while, and find a larger library."""

from __future__ import annotations

import asyncio
import contextlib
import os
import time
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.text import Text

from agent.commands.options import Json, NoSandbox, ToolchainHint, Workers
from agent.console import StatusLine, err, out, print_json
from agent.growth.limits import GrowthLimits
from agent.growth.run import GrowthProgress
from agent.ideas import Choice, ProposerName
from agent.models import settings
from lemma_graph.database import default_path
from lemma_graph.store import Store
from prover_bridge import toolchain as toolchains
from prover_bridge.errors import UserError

_NICENESS = 10
_PLAIN_SECONDS = 30.0  # between two lines where there is no terminal
_PAGE_SECONDS = 600.0  # between two pages while it grows
_SHOWN = 12  # lemmas in the summary

_ENDINGS: dict[str, str] = {
    "time": "the time is over",
    "lean calls": "the Lean calls are spent",
    "model": "what the model may cost is spent",
    "ideas": "no source has an idea left that is worth a search",
    "stopped": "stopped",
}


def grow(
    theory: Annotated[
        str,
        typer.Argument(
            metavar="THEORY",
            help="A Lean file, a folder of Lean files, a bundled theory of challenges such as `unary`, or a module.",
        ),
    ],
    hours: Annotated[float | None, typer.Option("--hours", min=0.001, help="How long. Default: until Ctrl-C.")] = None,
    minutes: Annotated[float | None, typer.Option("--minutes", min=0.05, help="How long, in minutes.")] = None,
    memory: Annotated[
        str | None,
        typer.Option("--memory", metavar="PATH", help="The store that grows; journal and page lie beside it."),
    ] = None,
    max_lean_calls: Annotated[
        int | None, typer.Option("--max-lean-calls", min=1, help="Lean calls of this run. Default: no limit.")
    ] = None,
    proposer: Annotated[
        ProposerName, typer.Option("--proposer", help="Who suggests tactics, and with a model also conjectures.")
    ] = "embedded",
    model: Annotated[str | None, typer.Option("--model", help="Model name, for --proposer openai or both.")] = None,
    max_model_calls: Annotated[
        int | None, typer.Option("--max-model-calls", min=0, help="Model calls of this run. Default: no limit.")
    ] = None,
    max_cost: Annotated[
        float | None, typer.Option("--max-cost", min=0, help="Cost of this run's model calls. Default: no limit.")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="Seed of every choice that chance makes.")] = 0,
    json: Json = False,
    workers: Workers = None,
    toolchain: ToolchainHint = None,
    no_sandbox: NoSandbox = False,
) -> None:
    """Think of conjectures about a theory, refute what is false, prove and keep what is not; then show what grew.

    It may be stopped or killed at any moment, and the same command goes on where it was.
    """
    if memory == "none":
        raise UserError("What grows must lie somewhere: name a store with --memory PATH, or leave the option out.")
    if hours is not None and minutes is not None:
        raise UserError("--hours and --minutes say the same thing: give one of them.")
    seconds = hours * 3600 if hours is not None else minutes * 60 if minutes is not None else None
    # Reading expressions and drawing take a while to import, which other commands should not wait for.
    from agent.growth.setting import Setting
    from agent.growth.signature import read_theory

    with contextlib.suppress(OSError):
        os.nice(_NICENESS)  # others come first, and what is started from here inherits it
    given = Path(theory)
    chosen = toolchains.find(toolchain, given.resolve().parent if given.exists() else Path.cwd())
    choice = Choice(proposer, model, seed, max_cost=max_cost)
    parameters = settings.load(default_path().parent).memory
    limits = GrowthLimits(seconds, max_lean_calls, max_model_calls, max_cost)
    with _Line(seconds) as line, contextlib.ExitStack() as stack:
        line.say(f"reading {theory}")
        read = read_theory(theory, chosen)
        store = stack.enter_context(Store.open(memory))
        setting = stack.enter_context(Setting(read, store, parameters))
        line.write = lambda: setting.write(None)
        ending, stopped = "stopped", False
        try:
            count = workers or os.cpu_count() or 1
            ending = asyncio.run(setting.run(limits, choice, count, progress=line, found=line.found))
        except KeyboardInterrupt:
            stopped = True
        line.say("writing page and modules")
        value = setting.export(setting.write(ending))
    if json:
        print_json(value)
    else:
        show(value)
    if stopped:
        raise KeyboardInterrupt


def show(value: dict[str, Any]) -> None:
    """What grew, in a few lines, and where the rest is."""
    counts, spent, rates = value["counts"], value["spent"], value["rates"]
    good = [each for each in value["lemmas"] if each["fate"] == "proved"]
    for each in good[:_SHOWN]:
        line = Text(each["name"], style="bold")
        line.append(f"  {each['statement']}", style="not bold")
        if each["why"]:
            line.append(f"  {', '.join(each['why'])}", style="dim")
        out.print(line)
    if len(good) > _SHOWN:
        out.print(Text(f"… and {len(good) - _SHOWN} more", style="dim"))
    ended = _ENDINGS.get(value["ending"] or "", "")
    known = sum(counts.get(fate, 0) for fate in ("known", "trivial", "given"))
    out.print(
        Text(
            f"\n{value['theory']}: {len(good)} new lemmas of {counts['proposed']:,} conjectures; {known:,} were known "
            f"or obvious, {counts.get('refuted', 0):,} refuted, {counts.get('open', 0):,} are open. "
            f"{ended[:1].upper()}{ended[1:]}.",
            style="bold",
        )
    )
    cost = f"{_span(spent['seconds'])}, {spent['lean_calls']:,} Lean calls"
    if spent["model_calls"]:
        cost += f", {spent['model_calls']} model calls, {spent['tokens']} tokens"
    if spent["cost"]:
        cost += f", cost {spent['cost']:.4f}"
    if rates["per_cpu_hour"] is not None:
        cost += f"; {rates['per_hour']:g} lemmas an hour, {rates['per_cpu_hour']:g} a processor hour"
    out.print(Text(cost, style="dim"))
    out.print(Text(f"Page: {value['page']}", style="dim"))
    if value.get("module"):
        out.print(Text(f"Lean: {value['module']}", style="dim"))


class _Line(StatusLine):
    """A line that follows a run; where there is no terminal, a plain one every half minute."""

    def __init__(self, seconds: float | None) -> None:
        super().__init__("starting …")
        self._limit = seconds
        self._plain = self._page = time.monotonic()
        self.write: Any = None  # makes the page of the moment

    def found(self, name: str, statement: str) -> None:
        line = Text("✓ ", style="green")
        line.append(name, style="bold")
        line.append(f"  {statement}", style="not bold")
        err.print(line)

    def __call__(self, progress: GrowthProgress) -> None:
        now = time.monotonic()
        if self.live:
            self.say(_told(progress, self._limit))
        elif now - self._plain >= _PLAIN_SECONDS:
            self._plain = now
            err.print(_told(progress, self._limit))
        if self.write is not None and now - self._page >= _PAGE_SECONDS:
            self._page = now
            self.write()


def _told(progress: GrowthProgress, limit: float | None) -> Text:
    spent = progress.spent
    line = Text(_span(spent.seconds))
    if limit is not None:
        line.append(f" of {_span(limit)}")
    rate = progress.lemmas * 60 / spent.seconds if spent.seconds > 1 else 0.0
    line.append(f" · {progress.lemmas} lemmas", style="green")
    line.append(f" ({rate:.1f} a minute")
    line.append(f", {progress.all_lemmas} in all)" if progress.all_lemmas > progress.lemmas else ")")
    line.append(f" · {progress.proposed:,} conjectures, {progress.trivial:,} known, {progress.refuted:,} refuted")
    line.append(f" · {progress.searched:,} searches · {spent.lean_calls:,} Lean calls")
    if spent.model_calls:
        line.append(f" · {spent.model_calls} model calls, {spent.tokens} tokens")
    if spent.cost:
        line.append(f" · cost {spent.cost:.4f}")
    line.append(f" · {' '.join(progress.at.split())[:60]}", style="dim")
    return line


def _span(seconds: float) -> str:
    """`42 s`, `12:05`, `7:30:00`."""
    whole = int(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60}:{whole % 60:02}"
    return f"{whole // 3600}:{whole % 3600 // 60:02}:{whole % 60:02}"
