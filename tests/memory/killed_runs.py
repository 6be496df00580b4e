"""Runs of the program that are killed: `python killed_runs.py FOLDER KILLS SEED`, prints counts as JSON, or fails.

Each child runs `lemmasmith prove` on a file, with real searches, certificates, harvests and relatives, and is killed
(SIGKILL) at a random moment: after a random number of entries of the log, or before the first. Meanwhile another
process (this one) reads the store; whatever it saw must still be there afterwards. A run goes on in the store that the
killed one left, until all theorems of the file are there. At the end every proof of the last stores is certified again.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import random
import signal
import sqlite3
import sys
import time
from pathlib import Path

from agent.cli import main as program
from agent.recheck import recheck
from lemma_graph.audit import verify
from lemma_graph.model import stable_names
from lemma_graph.store import Store
from prover_bridge import certify as certifying
from prover_bridge import source, toolchain

FILE = """inductive Tree where
  | leaf
  | node (left : Tree) (label : Nat) (right : Tree)

namespace Tree

def mirror : Tree → Tree
  | leaf => leaf
  | node l n r => node r.mirror n l.mirror

def size : Tree → Nat
  | leaf => 0
  | node l _ r => l.size + r.size + 1

def sum : Tree → Nat
  | leaf => 0
  | node l n r => l.sum + n + r.sum

theorem mirror_mirror (t s : Tree) (n : Nat) : t.mirror.mirror = t := by
  sorry

theorem size_mirror (t : Tree) : t.mirror.size = t.size := by
  sorry

theorem sum_mirror (t : Tree) : t.mirror.sum = t.sum := by
  sorry

theorem both (t : Tree) : t.mirror.size = t.size ∧ t.mirror.sum = t.sum := by
  constructor
  · sorry
  · sorry

theorem mirror_eq (t s : Tree) (h : t.mirror = s) : t = s.mirror := by
  sorry

theorem size_four (t : Tree) : t.mirror.mirror.mirror.mirror.size = t.size := by
  sorry

theorem sum_le (t : Tree) (k : Nat) : t.sum ≤ t.mirror.sum + k * 5 := by
  sorry

end Tree

theorem sub_add (a b : Nat) (h : a < b) (g : 0 < a) : a - b + (a + 1) = a + 1 := by
  sorry

theorem sub_add_turned (x y : Nat) (g : 0 < x) (h : x < y + 3) : x - (y + 3) + (x + 1) = x + 1 := by
  sorry
"""
MOST_ENTRIES = 7  # of the log, before a run is killed
LONGEST = 0.25  # seconds after that
PATIENCE = 60.0  # seconds without an entry, in which a run must end by itself or write one


def run(file: Path, theorem: str, store: Path, seed: int) -> None:
    """The program, in a process of its own group; it never comes back."""
    code = 9
    try:
        os.setsid()
        options = {"--theorem": theorem, "--memory": str(store), "--seed": str(seed), "--workers": "1"}
        words = [word for pair in options.items() for word in pair]
        sys.argv = ["lemmasmith", "prove", str(file), "--json", "--max-lean-calls", "100", *words]
        with Path(f"{store}.log").open("a") as log, contextlib.redirect_stdout(io.StringIO()):
            os.dup2(log.fileno(), 2)
            program()
    except SystemExit as ended:
        code = int(ended.code or 0)
    finally:
        os._exit(code)


class Reader:
    """What another process sees of a store while it grows."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.keys: set[str] = set()
        self.entries = self.episodes = 0

    def look(self) -> int:
        """The number of entries in the log; what is there is remembered."""
        if not self.path.exists():
            return 0
        try:
            connection = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True, timeout=30)
            try:
                connection.execute("BEGIN")
                self.entries = connection.execute("SELECT count(*) FROM log").fetchone()[0]
                self.keys |= {row[0] for row in connection.execute("SELECT key FROM lemmas")}
                sql = "SELECT count(*) FROM episodes WHERE status IS NOT NULL"
                self.episodes = max(self.episodes, connection.execute(sql).fetchone()[0])
            finally:
                connection.close()
        except sqlite3.OperationalError:  # it is being made
            return 0
        return self.entries

    def check(self) -> None:
        """Everything that must hold of a store whose writer died."""
        connection = sqlite3.connect(self.path)
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        connection.close()
        with Store.open(self.path) as store:
            assert verify(store).findings == (), verify(store).findings
            lemmas = {lemma.key: lemma for lemma in store.lemmas()}
            assert self.keys <= lemmas.keys(), self.keys - lemmas.keys()
            assert {proof.lemma for proof in store.proofs()} == lemmas.keys()
            for proof in store.proofs():
                assert proof.uses and proof.certificate["status"] == "certified"
                below = store.lemmas_by_stable_name(stable_names(proof.text or ""), proof.environment)
                assert len(below) == len(stable_names(proof.text or ""))
            assert store.file.rows("SELECT count(*) FROM episodes WHERE status IS NOT NULL")[0][0] >= self.episodes


def main() -> None:
    folder, kills, chance = Path(sys.argv[1]), int(sys.argv[2]), random.Random(int(sys.argv[3]))
    file = folder / "file.lean"
    file.write_text(FILE, encoding="utf-8")
    names = [theorem.name for theorem in source.read(file, toolchain.embedded()).theorems]
    done = at_work = ended_first = stores = 0
    reader, left = Reader(folder / "0.db"), list(names)
    while done < kills:
        before = reader.look()
        theorem = chance.choice(left)
        child = os.fork()
        if child == 0:
            run(file, theorem, reader.path, chance.getrandbits(16))
        wanted = before + chance.randint(0, MOST_ENTRIES)
        seen, last, ended = before, time.monotonic(), 0
        while seen < wanted and ended == 0:
            time.sleep(0.01)
            ended, status = os.waitpid(child, os.WNOHANG)
            if (now := reader.look()) != seen:
                seen, last = now, time.monotonic()
            assert time.monotonic() - last < PATIENCE, "the run neither writes nor ends"
        if not ended:
            time.sleep(chance.uniform(0.0, LONGEST))
            reader.look()
            ended, status = os.waitpid(child, os.WNOHANG)
        if ended:  # it was faster
            assert os.waitstatus_to_exitcode(status) in (0, 1), Path(f"{reader.path}.log").read_text()
            ended_first += 1
            left.remove(theorem)
        else:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            done += 1
            at_work += reader.entries > before
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)  # Lean's processes end by themselves, but not at once
        if reader.path.exists():
            reader.check()
        if not left:
            stores += 1
            reader, left = Reader(folder / f"{stores}.db"), list(names)
    again = 0
    for path in sorted(folder.glob("*.db"))[-2:]:
        with Store.open(path) as store:
            audit = verify(store, recheck(toolchain.embedded(), store.surroundings()))
            assert audit.findings == (), audit.findings
            again += audit.rechecked
    certifying.close()
    counts = {"kills": done, "at_work": at_work, "ended_first": ended_first, "certified_again": again}
    print(json.dumps(counts))


if __name__ == "__main__":
    main()
