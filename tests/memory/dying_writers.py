"""Writers that are killed: `python dying_writers.py FOLDER KILLS SEED`, prints counts as JSON, or fails.

Real certificates are made once. Then a child process at a time opens the store and writes without pause: lemmas,
episodes, attempts, revocations; it says on a pipe what is done. It is killed (SIGKILL) at a random moment, also while
it opens or migrates the store. After each death the store must open, hold all that was said to be done, no half of
anything, and a log in which nothing is missing.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import sys
import time
from pathlib import Path

from lemma_graph import revocation
from lemma_graph.audit import verify
from lemma_graph.model import AttemptRecord, stable_name, stable_names
from lemma_graph.store import Store
from prover_bridge import certify as certifying
from prover_bridge import toolchain
from prover_bridge.certificate import Verdict
from prover_bridge.certify import certify
from prover_bridge.environment import of_text
from prover_bridge.protocol import Goal, Outcome, TryLimits

LEMMAS = 60
# Seconds that a writer may live once it has opened the store (a lemma takes about 3 ms on an idle machine), and
# the share of the writers that are killed without waiting for that.
LONGEST = 0.06
EARLY = 0.2


def real_verdicts() -> tuple[str, list[Verdict]]:
    """A text and its certificates; every theorem but the first uses the one before it."""
    parts = ["theorem t0 (a b : Nat) : a + 0 + b = a + b := by simp"]
    for n in range(1, LEMMAS):
        parts.append(f"theorem t{n} (a b : Nat) : a + {n} + b = a + b + {n} := by\n  have h := t{n - 1} a b\n  omega")
    text = "\n\n".join(parts) + "\n"
    verdicts = certify(of_text(toolchain.embedded(), ""), text)
    certifying.close()
    assert {verdict.status for verdict in verdicts} == {"certified"}, [verdict.reason for verdict in verdicts]
    return text, verdicts


def write(path: Path, text: str, verdicts: list[Verdict], said: int, seed: int) -> None:
    """Write without pause until killed, or until all is written."""
    chance = random.Random(seed)

    def say(word: str, key: str = "") -> None:
        os.write(said, f"{word} {key}\n".encode())

    with Store.open(path) as store:
        say("open")
        have = {lemma.key for lemma in store.lemmas()}
        for verdict in verdicts:
            statement = verdict.statement
            assert statement is not None
            if statement.key in have:
                continue
            below = [use.statement_key for use in verdict.uses if use.module is None and use.statement_key]
            clean = f"theorem {stable_name(statement.key)} : {statement.text} := by simp"
            clean += "".join(f" -- {stable_name(key)}" for key in below)
            lemma, _ = store.add(verdict, source=text, script="…", environment_name="real", text=clean, origin="a run")
            say("kept", lemma.key)
            episode = store.start_episode(verdict.name, verdict.environment, statement_key=lemma.key, seed=seed)
            say("episode", str(episode))
            goal = Goal((), statement.text)
            record = AttemptRecord(goal.key, "simp", TryLimits(), verdict.environment, "s", Outcome.ERROR, 0.1)
            store.record_attempts([record])
            store.helped(episode, goal, [lemma.key], f"exact {lemma.stable_name}")
            store.finish_episode(episode, "proved", lean_calls=1, model_calls=0, seconds=0.1)
            if chance.random() < 0.05:
                gone = chance.choice(sorted(have | {lemma.key}))
                say("revoking", gone)
                revocation.revoke(store, [gone], "a test")
                have = {lemma.key for lemma in store.lemmas()}
            have.add(lemma.key)
        say("end")
    os._exit(0)


def check(path: Path, kept: set[str], episodes: int, expected: dict[str, Verdict]) -> None:
    """Everything that must hold of a store whose writer died."""
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    connection.close()
    with Store.open(path) as store:
        assert verify(store).findings == (), verify(store).findings
        keys = {lemma.key for lemma in store.lemmas()}
        assert kept <= keys, kept - keys
        proofs = {proof.lemma: proof for proof in store.proofs()}
        assert proofs.keys() == keys
        for key, proof in proofs.items():
            assert {use.name for use in proof.uses} == {use.name for use in expected[key].uses}
            assert proof.certificate["proof_hash"] == expected[key].proof_hash
            below = store.lemmas_by_stable_name(stable_names(proof.text or ""), proof.environment)
            assert len(below) == len(stable_names(proof.text or ""))  # nothing stands on what is not there
            assert all(lemma.reusable for lemma in below)
        assert store.stats().episodes >= episodes


def main() -> None:
    folder, kills, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    text, verdicts = real_verdicts()
    expected = {verdict.statement.key: verdict for verdict in verdicts if verdict.statement}
    chance = random.Random(seed)
    done = stores = killed_at_work = lemmas = 0
    path, kept, episodes = folder / "0.db", set[str](), 0
    while done < kills:
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            write(path, text, verdicts, writing, chance.getrandbits(32))
        os.close(writing)
        said = b""
        if chance.random() > EARLY:
            said = os.read(reading, 5)
        time.sleep(chance.uniform(0.0, LONGEST))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        while chunk := os.read(reading, 65536):
            said += chunk
        os.close(reading)
        lines = [line.split() for line in said.decode().split("\n")[:-1]]
        if ["end"] in lines or not path.exists():  # all written, or killed before it began
            done += ["end"] not in lines
            stores += 1
            path, kept, episodes = folder / f"{stores}.db", set(), 0
            continue
        assert os.WIFSIGNALED(status), f"the writer failed by itself: {status}"
        done += 1
        killed_at_work += len(lines) > 1
        with Store.open(path) as store:
            there = {lemma.key for lemma in store.lemmas()}
        for word, *rest in lines:
            if word == "kept":
                kept.add(rest[0])
                lemmas += 1
            elif word == "episode":
                episodes = int(rest[0])
            elif word == "revoking":  # it may be done or not; what stands on it went with it
                kept &= there
        check(path, kept, episodes, expected)
    print(json.dumps({"kills": done, "at_work": killed_at_work, "stores": stores + 1, "lemmas": lemmas}))


if __name__ == "__main__":
    main()
