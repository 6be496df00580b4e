"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from agent.search import StrategyName
from prover_bridge import sandbox
from prover_bridge.errors import UserError


def _consent(no_sandbox: bool) -> bool:
    if no_sandbox:
        sandbox.turn_off()
    return no_sandbox


def _consent_or_layer(no_sandbox: bool) -> bool:
    """Before anything else, so that a refusal is the first word and not one in the middle of a search."""
    _consent(no_sandbox)
    sandbox.require()
    return no_sandbox


Json = Annotated[bool, typer.Option("--json", help="Print one JSON object on standard output.")]
ToolchainHint = Annotated[
    str | None,
    typer.Option(
        "--toolchain",
        metavar="WHAT",
        help="`embedded`, or the path of a Lean toolchain. Default: the Lake project around the file, "
        "an installed Lean, or else the embedded runtime.",
    ),
]
_NO_SANDBOX = (
    "Run Lean without a sandbox: what a file or a model says can then reach the network, your files and your "
    "programs; limits stay. Certificates record it. Also LEMMASMITH_SANDBOX=none."
)
# For every command that lets Lean elaborate what may come from a stranger or a model …
NoSandbox = Annotated[bool, typer.Option("--no-sandbox", callback=_consent_or_layer, help=_NO_SANDBOX)]
# … and for those that do so on request only.
NoSandboxOnRequest = Annotated[bool, typer.Option("--no-sandbox", callback=_consent, help=_NO_SANDBOX)]
Memory = Annotated[
    str | None,
    typer.Option("--memory", metavar="PATH|none", help="The store to use; `none` proves without memory."),
]
MaxSeconds = Annotated[
    float,
    typer.Option(
        "--max-seconds",
        min=0.1,
        help="Seconds for each theorem, its certificate included, for which some of them are set aside.",
    ),
]
MaxLeanCalls = Annotated[int, typer.Option("--max-lean-calls", min=1, help="Lean calls for each theorem.")]
MaxModelCalls = Annotated[int, typer.Option("--max-model-calls", min=0, help="Model calls for each theorem.")]
MaxTokens = Annotated[
    int | None, typer.Option("--max-tokens", min=0, help="Tokens of model calls for each theorem; default: no limit.")
]
MaxCost = Annotated[
    float | None,
    typer.Option(
        "--max-cost",
        min=0,
        help="Cost of model calls for each theorem, by the prices of the settings; default: no limit.",
    ),
]
MaxHeartbeats = Annotated[
    int | None,
    typer.Option(
        "--max-heartbeats",
        min=0,
        help="Lean's heartbeats (thousands) for each theorem's tactics, each counted with its limit of 200000; "
        "default: no limit.",
    ),
]
Seed = Annotated[int, typer.Option("--seed", help="Seed of every choice that chance makes.")]
Workers = Annotated[int | None, typer.Option("--workers", min=1, help="Lean processes. Default: one a core.")]
Lanes = Annotated[
    int | None,
    typer.Option(
        "--lanes",
        min=1,
        help="Episodes at once, each with its part of the Lean processes. Default: as many as do not depend on each "
        "other, and no more than there are Lean processes.",
    ),
]
Strategy = Annotated[StrategyName, typer.Option("--strategy", help="How proofs are looked for.")]


def existing_file(path: Path) -> Path:
    """The path, if it is a file that can be read. Raises UserError otherwise."""
    if path.is_dir():
        raise UserError(f"{path} is a folder: give the path of a Lean file.")
    if not path.exists():
        raise UserError(f"There is no file {path}: check the path.")
    return path
