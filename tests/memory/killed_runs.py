"""Runs of the program that are killed: `python killed_runs.py FOLDER KILLS SEED`.

Each child runs `lemmasmith prove` on a file of random theorems, with real searches, certificates, harvests and
relatives, and is killed (SIGKILL) at a random moment: of its time, or after a random number of entries of the log, or
while the store's journal grows, which it does for a millisecond or two at the end of a transaction. Before the last
blow the child is stopped, so that it can be seen whether a transaction of it was open. Meanwhile this process reads the
store; whatever it saw there, and whatever a run that ended by itself reported, must still be there afterwards. The next
run goes on in the store that the killed one left. At the end every proof of the last store is certified again.

Prints the counts so far as a line of JSON after each kill, or fails.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import sqlite3
import sys
import time
from collections import Counter
from pathlib import Path

from agent.cli import main as program
from agent.recheck import recheck
from lemma_graph.audit import verify
from lemma_graph.model import stable_names
from lemma_graph.store import Store
from prover_bridge import certify as certifying
from prover_bridge import toolchain

DEFINITIONS = """inductive Tree where
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

end Tree
"""
# Some with hypotheses that no proof needs, some with goals inside, some that others give: so that there is a harvest.
THEOREMS = (
    "theorem Tree.mirror_mirror (t s : Tree) (n : Nat) : t.mirror.mirror = t := by\n  sorry",
    "theorem Tree.size_mirror (t : Tree) : t.mirror.size = t.size := by\n  sorry",
    "theorem Tree.sum_mirror (t : Tree) : t.mirror.sum = t.sum := by\n  sorry",
    "theorem Tree.both (t : Tree) : t.mirror.size = t.size ∧ t.mirror.sum = t.sum := by\n  constructor\n"
    "  · sorry\n  · sorry",
    "theorem Tree.mirror_eq (t s : Tree) (h : t.mirror = s) : t = s.mirror := by\n  sorry",
    "theorem Tree.size_four (t : Tree) : t.mirror.mirror.mirror.mirror.size = t.size := by\n  sorry",
    "theorem Tree.sum_le (t : Tree) (k : Nat) : t.sum ≤ t.mirror.sum + k * 5 := by\n  sorry",
    "theorem sub_add (a b : Nat) (h : a < b) (g : 0 < a) : a - b + (a + 1) = a + 1 := by\n  sorry",
    "theorem sub_add_turned (x y : Nat) (g : 0 < x) (h : x < y + 3) : x - (y + 3) + (x + 1) = x + 1 := by\n  sorry",
    *(f"theorem add_{n} (a b : Nat) (h : b < {n}) : a + {n} + b = b + a + {n} := by\n  sorry" for n in range(2, 12)),
    *(
        f"theorem length_{n} (l m : List Nat) (h : l = m) : (l ++ m).length + {n} = 2 * m.length + {n} := by\n  sorry"
        for n in range(2, 8)
    ),
)
ONE_RUN = 5  # theorems
ONE_STORE = 25  # kills, after which a store is left as it is
MOST_ENTRIES = 12  # of the log, before a run is killed
MOST_WRITES = 9  # growths of the journal, before a run is killed
LONGEST = 0.25  # seconds after an entry
PATIENCE = 600.0  # seconds without an entry, in which a run must end by itself or write one


def run(file: Path, store: Path, seed: int) -> None:
    """The program, in a process of its own group; it never comes back."""
    code = 9
    try:
        os.setsid()
        sys.argv = ["lemmasmith", "prove", str(file), "--json", "--max-lean-calls", "60", "--memory", str(store)]
        sys.argv += ["--seed", str(seed), "--workers", "1"]
        with file.with_suffix(".log").open("w") as log, file.with_suffix(".json").open("w") as said:
            os.dup2(log.fileno(), 2)
            sys.stdout = said
            program()
    except SystemExit as ended:
        code = int(ended.code or 0)
    finally:
        sys.stdout.flush()
        os._exit(code)


class Reader:
    """What another process sees of a store while it grows."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.journal = path.with_name(f"{path.name}-wal")
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

    def written(self) -> tuple[int, int]:
        """Changes whenever something is written to the journal."""
        try:
            now = self.journal.stat()
        except OSError:
            return 0, 0
        return now.st_size, now.st_mtime_ns

    def is_being_written(self) -> bool:
        """Whether somebody has a write transaction open."""
        if not self.path.exists():
            return False
        connection = sqlite3.connect(self.path, timeout=0, isolation_level=None)
        try:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
        except sqlite3.OperationalError as error:
            return error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
        finally:
            connection.close()
        return False

    def check(self) -> int:
        """Everything that must hold of a store whose writer died. Returns the number of its lemmas."""
        connection = sqlite3.connect(self.path)
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
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
        return len(lemmas)


def wait(child: int, reader: Reader, chance: random.Random, usual: float) -> tuple[str, int | None]:
    """Wait for a random moment, of a random kind. Returns the kind, and the exit status of a child that ended first.

    usual: seconds that a run takes.
    """
    kind = chance.choice(("time", "entry", "write", "write"))
    until = time.monotonic() + chance.uniform(0.0, usual)
    wanted = reader.look() + chance.randint(1, MOST_ENTRIES)
    growths, written = chance.randint(1, MOST_WRITES), reader.written()
    seen, last, looked = reader.entries, time.monotonic(), 0.0
    while True:
        time.sleep(0.0002 if kind == "write" else 0.01)
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return kind, os.waitstatus_to_exitcode(status)
        now = time.monotonic()
        if kind == "write" and (at := reader.written()) != written:
            written, growths = at, growths - 1
            if growths == 0:
                time.sleep(chance.choice((0.0, chance.uniform(0.0, 0.005))))
                return kind, None
        if now - looked > 0.05:
            looked = now
            if reader.look() != seen:
                seen, last = reader.entries, now
        if kind == "entry" and seen >= wanted:
            time.sleep(chance.uniform(0.0, LONGEST))
            return kind, None
        if kind == "time" and now > until:
            return kind, None
        assert now - last < PATIENCE, "the run neither writes nor ends"


def main() -> None:
    folder, kills, chance = Path(sys.argv[1]), int(sys.argv[2]), random.Random(int(sys.argv[3]))
    counts, here, stores, usual = Counter[str](), 0, 0, 4.0
    reader = Reader(folder / "0.db")
    while counts["kills"] < kills:
        before = reader.look()
        file = folder / "file.lean"
        file.write_text("\n\n".join([DEFINITIONS, *chance.sample(THEOREMS, ONE_RUN)]) + "\n", encoding="utf-8")
        begun = time.monotonic()
        child = os.fork()
        if child == 0:
            run(file, reader.path, chance.getrandbits(16))
        kind, code = wait(child, reader, chance, usual)
        if code is None:
            os.kill(child, signal.SIGSTOP)
            _, status = os.waitpid(child, os.WUNTRACED)
            if os.WIFSTOPPED(status):
                inside = reader.is_being_written()
                reader.look()
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
                counts.update(["kills", f"at_{kind}"])
                counts["at_work"] += reader.entries > before
                counts["inside_a_transaction"] += inside
                here += 1
            else:  # it ended at this very moment
                code = os.waitstatus_to_exitcode(status)
        if code is not None:
            assert code in (0, 1), file.with_suffix(".log").read_text()
            counts["ended_first"] += 1
            usual = time.monotonic() - begun
            reported = json.loads(file.with_suffix(".json").read_text())["theorems"]
            reader.keys |= {each["statement_key"] for each in reported if each["status"] == "proved"}
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)  # Lean's processes end by themselves, but not at once
        if reader.path.exists():
            counts["lemmas_checked"] += reader.check()
        if here == ONE_STORE or counts["kills"] == kills:
            counts["lemmas"] += len(reader.keys)
            stores, here = stores + 1, 0
            reader = Reader(folder / f"{stores}.db")
        if code is None:
            print(json.dumps(counts), flush=True)
    with Store.open(folder / f"{stores - 1}.db", create=False) as store:
        audit = verify(store, recheck(toolchain.embedded(), store.surroundings()))
        assert audit.findings == (), audit.findings
        counts["certified_again"] = audit.rechecked
    certifying.close()
    print(json.dumps({**counts, "stores": stores}))


if __name__ == "__main__":
    main()
