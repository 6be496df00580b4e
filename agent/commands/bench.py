"""`lemmasmith bench`: prove a suite of files, with memory, without, or in several arms at the same budget."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, Literal, cast

import typer
from rich.table import Table
from rich.text import Text

from agent.campaign import folders
from agent.campaign.lanes import share
from agent.campaign.plan import ARMS, Allowance, Arm, Plan, Try, digests
from agent.campaign.queue import Episode, Queue
from agent.campaign.runner import Campaign, plan_for
from agent.campaign.station import MODEL_CALLS
from agent.commands.options import Json, Lanes, MaxCost, MaxTokens, NoSandbox, ToolchainHint, Workers
from agent.commands.prove import live_line
from agent.console import err, out, print_json
from agent.ideas import Choice, ProposerName
from agent.report import FileReport
from agent.search import StrategyName
from agent.suite import NOT_ATTEMPTED, Problem, problems
from prover_bridge import toolchain as toolchains
from prover_bridge.errors import UserError
from prover_bridge.launcher import Toolchain

MemoryChoice = Literal["on", "off", "both", "study"]
_ARMS: dict[str, tuple[Arm, ...]] = {"on": ("on",), "off": ("off",), "both": ("off", "on"), "study": ARMS}
STUDY_TRIES = 3
DEFAULT_SECONDS = 30.0
DEFAULT_LEAN_CALLS = 250
DEFAULT_MODEL_CALLS = 100


def bench(
    suite: Annotated[
        str,
        typer.Argument(
            help="`challenges`, `planted`, a problem set such as `minif2f-valid`, a list of one such as "
            "`minif2f-valid/elementary`, a .jsonl file of statements, or a folder of Lean files with `sorry`s."
        ),
    ] = "challenges",
    data: Annotated[
        Path | None,
        typer.Option("--data", metavar="PATH", help="Where problem sets lie. Default: LEMMASMITH_TEST_DATA."),
    ] = None,
    memory: Annotated[
        MemoryChoice | None,
        typer.Option(
            "--memory",
            help="Which arms to run (default: on). `study`: no memory, one that grows, a frozen library, a placebo "
            "library of shuffled lemmas, and exact statement hits only, at equal budget.",
        ),
    ] = None,
    tries: Annotated[
        int | None,
        typer.Option("--tries", min=1, help="Independent tries with seeds of their own, for pass@k. Default: 1; 3."),
    ] = None,
    practise: Annotated[
        int | None,
        typer.Option(
            "--practise", min=0, help="When all is done, so many more episodes on what failed, as often as it failed."
        ),
    ] = None,
    json: Json = False,
    max_seconds: Annotated[
        float | None,
        typer.Option("--max-seconds", min=0.1, help="Seconds for each theorem, its certificate included. Default: 30."),
    ] = None,
    max_lean_calls: Annotated[
        int | None, typer.Option("--max-lean-calls", min=1, help="Lean calls for each theorem. Default: 250.")
    ] = None,
    seed: Annotated[
        int | None, typer.Option("--seed", help="Shuffle the order with this seed; further tries count up from it.")
    ] = None,
    strategy: Annotated[
        StrategyName | None, typer.Option("--strategy", help="How proofs are looked for. Default: best-first.")
    ] = None,
    proposer: Annotated[
        ProposerName | None, typer.Option("--proposer", help="Who suggests tactics. Default: embedded.")
    ] = None,
    model: Annotated[str | None, typer.Option("--model", help="Model name, for --proposer openai.")] = None,
    max_model_calls: Annotated[
        int | None, typer.Option("--max-model-calls", min=0, help="Model calls for each theorem. Default: 100.")
    ] = None,
    max_tokens: MaxTokens = None,
    max_cost: MaxCost = None,
    replay: Annotated[
        Path | None,
        typer.Option(
            "--replay", metavar="FOLDER", help="Run an earlier campaign again from its recorded calls, with no network."
        ),
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the suite's newest campaign that did not come to its end.")
    ] = False,
    campaign: Annotated[
        Path | None,
        typer.Option(
            "--campaign", metavar="FOLDER", help="Where queue, memories and report lie. Default: in the home folder."
        ),
    ] = None,
    lanes: Lanes = None,
    workers: Workers = None,
    toolchain: ToolchainHint = None,
    no_sandbox: NoSandbox = False,
) -> None:
    """Prove a suite as a campaign: each problem is on disk before the next begins, and --resume goes on.

    Memories start empty and lie with the campaign; the user's own store is not touched.
    """
    found = problems(suite, data)
    chosen = toolchains.find(toolchain, found[0].path.parent)
    asked: dict[str, Any] = {
        "memory": memory,
        "tries": tries,
        "practise": practise,
        "seed": seed,
        "strategy": strategy,
        "proposer": proposer,
        "model": model,
        "max_seconds": max_seconds,
        "max_lean_calls": max_lean_calls,
        "max_model_calls": max_model_calls,
        "max_tokens": max_tokens,
        "max_cost": max_cost,
    }
    if practise and memory not in (None, "on", "both", "study"):
        raise UserError("--practise stands on a memory: leave out --memory off.")
    if resume:
        queue = Queue(campaign or folders.newest(suite))
        _must_agree(queue.plan, suite, found, chosen, asked)
    else:
        choice = Choice(proposer or "embedded", model, max_cost=max_cost)
        calls = 0 if choice.name == "embedded" else DEFAULT_MODEL_CALLS if max_model_calls is None else max_model_calls
        plan = plan_for(
            suite,
            found,
            chosen,
            _ARMS[memory or "on"],
            _tries(tries or (STUDY_TRIES if memory == "study" else 1), seed, memory == "study"),
            Allowance(
                max_seconds or DEFAULT_SECONDS, max_lean_calls or DEFAULT_LEAN_CALLS, calls, max_tokens, max_cost
            ),
            strategy=strategy or "best-first",
            choice=choice,
            practice=practise or 0,
        )
        queue = Queue.create(campaign or folders.fresh(suite), plan)
    with queue:
        by_name = {problem.name: problem for problem in found}
        try:
            work(queue, by_name, chosen, workers or os.cpu_count() or 1, replay, lanes)
        except (KeyboardInterrupt, UserError):
            write(queue, by_name)
            done, of = queue.counts()
            where = f" --campaign {campaign}" if campaign else ""
            err.print(Text(f"{done} of {of} episodes are done; `lemmasmith bench {suite} --resume{where}` goes on."))
            raise
        value = write(queue, by_name)
    if json:
        print_json(value)
    else:
        show(value)
    if any(each["status"] != "proved" for each in value["problems"]):
        raise typer.Exit(1)


def work(
    queue: Queue,
    found: dict[str, Problem],
    toolchain: Toolchain,
    workers: int,
    replay: Path | None = None,
    lanes: int | None = None,
) -> None:
    """Bring a campaign to its end, with a line an episode on standard error. replay: folder of another one.

    workers: Lean processes, of all lanes together; lanes: episodes at once (None: as many as can be busy).
    """
    lanes, each_workers = share(queue.plan, workers, lanes)
    several = len(queue.plan.arms) > 1 or len(queue.plan.tries) > 1

    with live_line() as line:

        def done(episode: Episode, problem: Problem, report: FileReport) -> None:
            at, count = queue.counts()
            label = f"{episode.planned.arm} {episode.planned.attempt + 1}" if several else ""
            err.print(problem_line(at, count, problem, report, label))

        plan = queue.plan
        calls = replay / MODEL_CALLS if replay is not None else None
        choice = Choice(cast(ProposerName, plan.proposer), plan.model, replay=calls, max_cost=plan.allowance.cost)
        campaign = Campaign(
            queue,
            found,
            toolchain,
            workers=each_workers,
            lanes=lanes,
            choice=choice,
            progress=line,
            overview=line.several if line.live else None,
            done=done,
        )
        asyncio.run(campaign.run())


def write(queue: Queue, found: dict[str, Problem]) -> dict[str, Any]:
    """Put the report beside the queue, and say where."""
    # Statistics and pictures take seconds to import, which nobody else should wait for.
    from agent.campaign.page import write as write_page
    from agent.campaign.results import report as report_of

    value = report_of(queue, found)
    err.print(Text(f"Report: {write_page(queue.folder, value)}", style="dim"))
    return value


def show(value: dict[str, Any]) -> None:
    """The summary, an arm a line, and what a study found."""
    for arm, each in value["summary"].items():
        apart = [f"{each[key]:g} {word}" for key, word in _APART if each[key]]
        cost = f"{each['lean_calls']:g} Lean calls, {each['seconds']:.1f} s"
        line = f"memory {arm:>3}: {each['solved']:g} of {each['attempted']:g} proved, {cost}"
        line += f" · {', '.join(apart)}" if apart else ""
        out.print(Text(line + _reading_note(value, arm)))
    for arm, values in value["pass_at"].items():
        shown = ", ".join(f"pass@{each['k']} {each['value']:.3f}" for each in values)
        out.print(Text(f"memory {arm:>3}: {shown}"))
    if value["practice"]:
        proved = sum(each["status"] == "proved" for each in value["practice"])
        calls = sum(each["lean_calls"] or 0 for each in value["practice"])
        out.print(Text(f"practised {len(value['practice'])} times: {proved} proved, {calls} Lean calls"))
    if "study" in value:
        table = Table("arm", "against", "more solved", "95 %", "McNemar p", "Lean calls, ratio", box=None)
        for pair in value["study"]["pairs"]:
            low, high = pair["more_solved_95"]
            numbers = (f"{pair['more_solved']:+g}", f"{low:+g} … {high:+g}", f"{pair['mcnemar_p']:.2g}")
            table.add_row(pair["arm"], pair["against"], *numbers, str(pair["lean_calls_ratio"]))
        out.print(table)


_APART = (
    ("not_attempted", "not attempted"),
    ("broken", "known to be broken, apart"),
    ("from_contradiction", "proved from contradictory hypotheses"),
)


def problem_line(position: int, count: int, problem: Problem, report: FileReport, label: str = "") -> Text:
    """`12/66 ✓ unary/add_comm  34 calls  0.41 s  with zero_add, succ_add`."""
    good = report.exit_code == 0
    calls = sum(theorem.lean_calls or 0 for theorem in report.theorems)
    seconds = sum(theorem.seconds or 0.0 for theorem in report.theorems)
    names = dict.fromkeys(name for theorem in report.theorems for name in theorem.lemma_names)
    recalled = any(theorem.from_memory for theorem in report.theorems)
    line = Text(f"{position:>3}/{count} ")
    if label:
        line.append(f"{label:<10} ", style="dim")
    skipped = all((theorem.reason or "").startswith(NOT_ATTEMPTED) for theorem in report.theorems)
    mark, style = ("✓ ", "green") if good else ("– ", "dim") if skipped else ("✗ ", "red")
    line.append(mark, style=style)
    line.append(f"{problem.name:<34} {calls:>4} calls {seconds:>6.2f} s")
    if recalled:
        line.append("  from memory", style="cyan")
    elif names:
        line.append(f"  with {', '.join(names)}", style="cyan")
    if not good:
        reasons = [t.reason for t in report.theorems if t.status != "proved" and t.reason]
        line.append(f"  {reasons[0] if reasons else ''}", style="dim")
    return line


def _reading_note(value: dict[str, Any], arm: str) -> str:
    """How many files were read with the compact core instead of with Mathlib, for the end of the summary."""
    files = {each["source"]: each["core_reading"] for each in value["problems"] if each["memory"] == arm}
    count = sum(reading is not None for reading in files.values())
    return f" · core reading of {count} of {len(files)} files" if count else ""


def _tries(count: int, seed: int | None, study: bool) -> list[Try]:
    """The order is the suite's own, unless a seed was given; a study always shuffles, each try in its own way."""
    first = seed or 0
    return [Try(first + i, first + i if study or seed is not None else None) for i in range(count)]


def _must_agree(plan: Plan, suite: str, found: Sequence[Problem], toolchain: Toolchain, asked: dict[str, Any]) -> None:
    """What was asked for on the command line is what the campaign does, and its files have not changed since."""
    memory = next((name for name, arms in _ARMS.items() if arms == plan.arms), "")
    has = {
        "memory": memory,
        "tries": len(plan.tries),
        "practise": plan.practice,
        "seed": plan.tries[0].seed,
        "strategy": plan.strategy,
        "proposer": plan.proposer,
        "model": plan.model,
        **{f"max_{name}": value for name, value in asdict(plan.allowance).items()},
    }
    for name, value in asked.items():
        if value is not None and value != has[name]:
            raise UserError(
                f"The campaign has --{name.replace('_', '-')} {has[name]}, not {value}: leave the option out to go on "
                "with it, or leave out --resume to begin another."
            )
    if plan.suite != suite:
        raise UserError(f"The campaign is one of the suite {plan.suite}, not of {suite}: name another folder.")
    known = dict(zip(plan.problems, plan.files, strict=True))
    now = dict(zip((problem.name for problem in found), digests(found), strict=True))
    if changed := sorted(name for name in known.keys() | now.keys() if known.get(name) != now.get(name)):
        raise UserError(
            f"The suite has changed since the campaign began ({changed[0]} first of {len(changed)}): put its files "
            "back, or leave out --resume to begin another."
        )
    if plan.environment != toolchain.content_hash:
        raise UserError(
            f"The campaign began with {plan.environment_name}, and this is {toolchain.name} with another content: use "
            "the same toolchain, or leave out --resume to begin another."
        )
