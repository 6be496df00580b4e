"""Settings: a file `settings.toml` in LEMMASMITH_HOME, about models (what is asked for and costs) and the memory.

    [model]                      # all optional; options of the command line and OPENAI_… variables come first
    name = "a-model"
    base_url = "http://localhost:8000/v1"
    api = "auto"                 # or "chat", "responses"
    samples = 4
    temperature = 0.8
    max_tokens = 1024            # of one answer
    timeout = 120                # seconds of one request

    [prices."a-model"]           # per million tokens, in a currency of your own
    input = 0.4
    output = 1.6

    [memory]                     # of the user's own store; see lemma_graph.policy.Parameters
    max_lemmas = 100000          # what is offered; beyond that the least useful tenth is archived
    max_bytes = 50000000
    harvest_calls = 6            # Lean calls for each proof; 0: keep theorems only
    harvest_least = 0.05         # what a harvested lemma must promise
    relate_calls = 1             # Lean calls for each proof, for which lemmas give which

    [embedding]                  # vectors for the memory; without it there are none
    model = "an-embedding-model" # of the endpoint; "wordllama": the static model of that package, asked of nobody
    base_url = "http://localhost:8000/v1"

The key never stands there: it comes from OPENAI_API_KEY.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal

from lemma_graph.policy import Parameters
from prover_bridge.errors import UserError

FILE = "settings.toml"
_MILLION = 1_000_000
_NUMBERS = {"samples": (1, 64), "temperature": (0, 2), "max_tokens": (16, 1_000_000), "timeout": (1, 3600)}
_TEXTS = frozenset({"name", "base_url", "api"})
_SECRETS = frozenset({"key", "api_key", "apikey", "token", "secret"})


@dataclass(frozen=True)
class Price:
    """Cost of a million tokens of the question and of the answer."""

    input: float
    output: float

    def of(self, prompt_tokens: int, completion_tokens: int) -> float:
        return (prompt_tokens * self.input + completion_tokens * self.output) / _MILLION


@dataclass(frozen=True)
class Embedding:
    """A model of texts; None: no vectors. base_url: None means OPENAI_BASE_URL."""

    model: str | None = None
    base_url: str | None = None


@dataclass(frozen=True)
class Settings:
    """What `settings.toml` says; None where it says nothing."""

    name: str | None = None
    base_url: str | None = None
    api: Literal["auto", "chat", "responses"] = "auto"
    samples: int = 4
    temperature: float = 0.8
    max_tokens: int = 1024
    timeout: float = 120.0
    prices: Mapping[str, Price] = field(default_factory=dict, hash=False)
    memory: Parameters = field(default_factory=Parameters)
    embedding: Embedding = field(default_factory=Embedding)


def load(home: Path) -> Settings:
    """The settings in a home folder; the defaults where it has no such file. Raises UserError where it is wrong."""
    path = home / FILE
    try:
        value = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror or error}.") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UserError(f"{path} is no TOML ({' '.join(str(error).split())}): correct it or remove it.") from error
    if wrong := sorted(value.keys() - {"model", "prices", "memory", "embedding"}):
        known = "[model], [prices.NAME], [memory] and [embedding]"
        raise UserError(f"{path} has a section {wrong[0]!r}: only {known} are known.")
    return Settings(
        **_model(value.get("model", {}), path),
        prices=_prices(value.get("prices", {}), path),
        memory=_memory(value.get("memory", {}), path),
        embedding=_embedding(value.get("embedding", {}), path),
    )


def _model(section: Any, path: Path) -> dict[str, Any]:
    if not isinstance(section, dict):
        raise UserError(f"{path}: model must be a section, [model].")
    for key, value in section.items():
        if key.lower() in _SECRETS:
            raise UserError(f"{path} has {key} under [model]: take it out, and set OPENAI_API_KEY instead.")
        if key in _TEXTS:
            good = isinstance(value, str) and bool(value.strip())
            wanted = "a text"
            if key == "api":
                good, wanted = value in ("auto", "chat", "responses"), "auto, chat or responses"
        elif key in _NUMBERS:
            least, most = _NUMBERS[key]
            whole = key in ("samples", "max_tokens")
            good = isinstance(value, int if whole else int | float) and not isinstance(value, bool)
            good = good and least <= value <= most
            wanted = f"a {'whole ' if whole else ''}number from {least} to {most}"
        else:
            known = ", ".join(sorted(_TEXTS | _NUMBERS.keys()))
            raise UserError(f"{path} has {key!r} under [model]: known are {known}.")
        if not good:
            raise UserError(f"{path}: {key} under [model] must be {wanted}.")
    return dict(section)


def _memory(section: Any, path: Path) -> Parameters:
    if not isinstance(section, dict):
        raise UserError(f"{path}: memory must be a section, [memory].")
    known = {each.name: getattr(Parameters, each.name) for each in fields(Parameters)}
    for key, value in section.items():
        if key not in known:
            raise UserError(f"{path} has {key!r} under [memory]: known are {', '.join(known)}.")
        whole = not isinstance(known[key], float)
        good = isinstance(value, int if whole else int | float) and not isinstance(value, bool)
        least = 1 if known[key] is None or key == "prior_chances" else 0  # which worth is divided by
        if not good or not math.isfinite(value) or value < least:
            raise UserError(f"{path}: {key} under [memory] must be a {'whole ' * whole}number from {least} on.")
    return Parameters(**section)


def _embedding(section: Any, path: Path) -> Embedding:
    if not isinstance(section, dict):
        raise UserError(f"{path}: embedding must be a section, [embedding].")
    for key, value in section.items():
        if key.lower() in _SECRETS:
            raise UserError(f"{path} has {key} under [embedding]: take it out, and set OPENAI_API_KEY instead.")
        if key not in ("model", "base_url"):
            raise UserError(f"{path} has {key!r} under [embedding]: known are model, base_url.")
        if not isinstance(value, str) or not value.strip():
            raise UserError(f"{path}: {key} under [embedding] must be a text.")
    return Embedding(**section)


def _prices(section: Any, path: Path) -> dict[str, Price]:
    prices: dict[str, Price] = {}
    for name, entry in section.items() if isinstance(section, dict) else [("", None)]:
        values = [entry.get(key) for key in ("input", "output")] if isinstance(entry, dict) else []
        good = [v for v in values if isinstance(v, int | float) and not isinstance(v, bool)]
        alone = isinstance(entry, dict) and entry.keys() == {"input", "output"}
        if not alone or len(good) != 2 or not all(math.isfinite(v) and v >= 0 for v in good):
            raise UserError(
                f'{path}: [prices."{name}"] must give input and output, each a number that is not negative '
                "(cost of a million tokens)."
            )
        prices[name] = Price(float(good[0]), float(good[1]))
    return prices
