"""The gallery's files: what each is, and what a checker says of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from prover_bridge import certify as certifying
from prover_bridge import toolchain
from prover_bridge.certificate import Check, Verdict
from prover_bridge.checks import verdict
from prover_bridge.compiled import Compiled, Output, compile_text, judge
from prover_bridge.environment import Environment, of_text

FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True, eq=False)
class Entry:
    """A file of the gallery. notes: the lines `-- key: value` at its top.

    `trick` or `looks odd` says why it is here; `stub` names the file that states what is to be proved; `refused by`
    and `undecided by` name a check; `theorem` names the one that matters; `bytes` changes a word of the compiled file
    into another of the same length, as a macro could that writes to the disk; `Lean` is the toolchain's version;
    `left behind` names a file whose compiled form lies where this one's is looked for; `seconds` limits each process.
    """

    path: Path
    text: str
    notes: dict[str, str]

    @property
    def name(self) -> str:
        return str(self.path.relative_to(FOLDER).with_suffix(""))

    @property
    def honest(self) -> bool:
        return self.path.parent.name == "honest"

    @property
    def family(self) -> str:
        return self.path.parent.name

    @property
    def check(self) -> str:
        """The check that stops it; empty for an honest file."""
        return self.notes.get("refused by") or self.notes.get("undecided by") or ""

    @property
    def expected(self) -> str:
        return ("refused by " if "refused by" in self.notes else "undecided by ") + self.check

    @property
    def stub(self) -> str | None:
        return (self.path.parent / self.notes["stub"]).read_text() if "stub" in self.notes else None


def entries() -> list[Entry]:
    paths = [*sorted(FOLDER.glob("cheats/*/*.lean")), *sorted(FOLDER.glob("honest/*.lean"))]
    return [_entry(path) for path in paths if path.suffixes == [".lean"]]


def _entry(path: Path) -> Entry:
    text = path.read_bytes().decode()
    notes = dict(re.findall(r"^-- ([\w ]+): (.*)$", text.partition("\n\n")[0], re.MULTILINE))
    return Entry(path, text, notes)


class Gallery:
    """Checks entries, each in the plain environment of the embedded runtime."""

    def __init__(self) -> None:
        self.environment = of_text(toolchain.embedded(), "")

    def verdicts(self, entry: Entry) -> list[Verdict]:
        """The verdicts on what the entry claims to prove: all theorems, or the one that it names."""
        environment = self.environment
        if "Lean" in entry.notes:
            environment = replace(environment, toolchain=replace(environment.toolchain, version=entry.notes["Lean"]))
        limits = certifying.DEFAULT_LIMITS
        if "seconds" in entry.notes:
            limits = replace(limits, seconds=float(entry.notes["seconds"]))
        names = [entry.notes["theorem"]] if "theorem" in entry.notes else None
        if "bytes" in entry.notes or "left behind" in entry.notes:
            return self._planted(environment, entry, names)
        return certifying.certify(environment, entry.text, stub=entry.stub, names=names, limits=limits)

    def _planted(self, environment: Environment, entry: Entry, names: list[str] | None) -> list[Verdict]:
        """The verdicts on a compiled file that Lean did not write in this form, or not from this text."""
        other = entry.notes.get("left behind")
        text = (entry.path.parent / other).read_text() if other else entry.text
        with certifying.checker_for(environment, certifying.DEFAULT_LIMITS) as checker:
            model = checker.compile_trusted(entry.stub, "the stub") if entry.stub else None
            compiled = compile_text(checker.library, text, "file.lean", checker.limits, [])
            assert isinstance(compiled, Compiled), compiled
            raw = compiled.bytes
            if "bytes" in entry.notes:
                before, after = (word.encode() for word in entry.notes["bytes"].split(" => "))
                assert len(before) == len(after) and before in raw
                raw = raw.replace(before, after)
            checks: list[Check] = []
            found = judge(checker.library, Output(raw, other is None, False, ""), "file.lean", checks)
            if isinstance(found, str):
                return [
                    verdict(environment, name, "refused", None, checks, reason=found, started=0)
                    for name in (names or ["file.lean"])
                ]
            return checker.check_compiled(found, model, names, checks)


def accepted(verdicts: list[Verdict]) -> bool:
    """Whether a reader of the report would take the file for proved."""
    return bool(verdicts) and all(verdict.status == "certified" for verdict in verdicts)


def outcome(verdicts: list[Verdict]) -> list[str]:
    """What happened to each theorem: "certified", "refused by CHECK" or "undecided by CHECK"."""
    return [v.status + (f" by {v.reason.partition(':')[0]}" if v.reason is not None else "") for v in verdicts]


def table(found: Mapping[Entry, list[Verdict]]) -> str:
    """The report: by family, how many files there are and how many came through."""
    rows = []
    for family in dict.fromkeys(entry.family for entry in found):
        members = [entry for entry in found if entry.family == family]
        passed = sum(accepted(found[entry]) for entry in members)
        rows.append(f"{family:16} {len(members):5} {passed:9} {len(members) - passed:8}")
    cheats = sum(accepted(verdicts) for entry, verdicts in found.items() if not entry.honest)
    honest = sum(not accepted(verdicts) for entry, verdicts in found.items() if entry.honest)
    head = f"{'family':16} files  accepted  stopped"
    return "\n".join(["", head, *rows, f"cheats accepted {cheats}, honest files refused {honest}"])
