"""What searches met: attempts, closed goals, offers, judgements, effort, episodes. Advice for later searches.

Nothing here makes a lemma. Episodes, what helped and what Lean showed of relatives are in the log; the rest is not,
since it only says what to try.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

from lemma_graph import log
from lemma_graph.database import StoreFile, chunks, marks
from lemma_graph.model import AttemptRecord, Effort
from prover_bridge.protocol import Goal, Outcome, TryLimits

MOST_OFFERS = 50_000


class Observations:
    """The part of a store that remembers what searches met."""

    def __init__(self, file: StoreFile) -> None:
        self.file = file

    def record_judged(self, environment: str, kind: str, features: bytes, fused: bytes, used: bytes) -> None:
        """Remember what was found for a question and what of it was used (`ranker.Record`)."""
        with self.file.write() as db:
            sql = "INSERT INTO judged (environment, kind, features, fused, used) VALUES (?, ?, ?, ?, ?)"
            db.execute(sql, (environment, kind, features, fused, used))

    def judged(self, environment: str, after: int, most: int) -> list[sqlite3.Row]:
        """The last `most` rows of that log with ids above `after`, in their order."""
        sql = "SELECT * FROM judged WHERE environment = ? AND id > ? ORDER BY id DESC LIMIT ?"
        return self.file.rows(sql, [environment, after, most])[::-1]

    def record_related(self, environment: str, key: str, edges: Iterable[tuple[str, str]]) -> None:
        """Remember that a lemma was looked at, and the edges (general, special) that Lean showed."""
        with self.file.write() as db:
            for general, special in edges:
                sql = "INSERT OR IGNORE INTO generalises (environment, general, special) VALUES (?, ?, ?)"
                cursor = db.execute(sql, (environment, general, special))
                if cursor.rowcount == 1 and cursor.lastrowid is not None:
                    log.append(db, "relation", cursor.lastrowid)
            db.execute("INSERT OR IGNORE INTO related VALUES (?, ?)", (environment, key))
        log.write_head(self.file)

    def related(self, environment: str) -> list[str]:
        """Keys of the lemmas that were looked at."""
        return [row[0] for row in self.file.rows("SELECT lemma FROM related WHERE environment = ?", [environment])]

    def generalisations(self, environment: str, keys: Iterable[str]) -> list[tuple[str, str]]:
        """Edges (general, special) of an environment whose special one is among the keys; both are lemmas."""
        found: list[tuple[str, str]] = []
        for some in chunks(sorted(set(keys))):
            sql = f"""SELECT g.general, g.special FROM generalises g JOIN proofs p ON p.lemma = g.general AND
                p.environment = g.environment WHERE g.environment = ? AND g.special IN ({marks(some)})"""
            found += [(row[0], row[1]) for row in self.file.rows(sql, [environment, *some])]
        return sorted(set(found))

    def relations(self, environment: str | None = None) -> list[tuple[str, str]]:
        """All edges (general, special) that Lean showed between lemmas, in one environment or any."""
        sql = """SELECT DISTINCT general, special FROM generalises WHERE (?1 IS NULL OR environment = ?1)
            AND general IN (SELECT key FROM lemmas) AND special IN (SELECT key FROM lemmas) ORDER BY 1, 2"""
        return [(row[0], row[1]) for row in self.file.rows(sql, [environment])]

    def judged_environments(self) -> list[str]:
        """Environments for which that log has rows."""
        return [row[0] for row in self.file.rows("SELECT DISTINCT environment FROM judged ORDER BY 1")]

    def record_attempts(self, batch: Iterable[AttemptRecord]) -> None:
        """Remember what was tried, in one transaction. What time or memory ended says nothing and replaces nothing."""
        rows = [
            (
                a.goal_key,
                a.environment,
                a.scope,
                _limits(a.limits),
                a.tactic,
                a.outcome.value,
                a.seconds,
                a.error_class,
            )
            for a in batch
        ]
        if not rows:
            return
        with self.file.write() as db:
            db.conn.executemany(
                """INSERT INTO attempts (goal_key, environment, scope, limits, tactic, outcome, seconds, class, times)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1) ON CONFLICT DO UPDATE SET
                class = CASE WHEN excluded.outcome IN ('timeout', 'crash') THEN class ELSE excluded.class END,
                outcome = CASE WHEN excluded.outcome IN ('timeout', 'crash') THEN outcome ELSE excluded.outcome END,
                seconds = excluded.seconds, times = times + 1""",
                rows,
            )

    def record_closed(self, environment: str, rows: Iterable[tuple[str, str, str, str]]) -> None:
        """Remember goals that a tactic closed in a certified proof: goal key, target, names of hypotheses, tactic."""
        found = [(environment, *row) for row in rows]
        if found:
            with self.file.write() as db:
                sql = "INSERT OR IGNORE INTO closed (environment, goal_key, goal, names, tactic) VALUES (?, ?, ?, ?, ?)"
                db.conn.executemany(sql, found)

    def closings(self, environment: str, after: int = 0) -> list[sqlite3.Row]:
        """Rows (id, goal_key, goal, names, tactic) of what closed goals, with ids above `after`, oldest first."""
        sql = "SELECT id, goal_key, goal, names, tactic FROM closed WHERE environment = ? AND id > ? ORDER BY id"
        return self.file.rows(sql, [environment, after])

    def known_failures(
        self, goal_keys: Iterable[str], environment: str, scope: str, limits: TryLimits
    ) -> dict[str, frozenset[str]]:
        """Tactics that failed with an error on each goal, under the same environment, scope and limits.

        A timeout or a crash is not a failure.
        """
        failures: dict[str, set[str]] = {}
        for some in chunks(sorted(set(goal_keys))):
            sql = (
                f"SELECT goal_key, tactic FROM attempts WHERE goal_key IN ({marks(some)}) AND environment = ? "
                "AND scope = ? AND limits = ? AND outcome = ?"
            )
            for row in self.file.rows(sql, [*some, environment, scope, _limits(limits), Outcome.ERROR.value]):
                failures.setdefault(row["goal_key"], set()).add(row["tactic"])
        return {key: frozenset(tactics) for key, tactics in failures.items()}

    def tactics_tried(self, environment: str, most: int) -> list[tuple[str, int, int]]:
        """Each tactic with how many goals it was tried on and how many of those it closed.

        Of more than about `most` attempts only those on some goals are looked at, always the same for the same store:
        keys of goals are hashes, so the first of them are a fair sample.
        """
        [(count,)] = self.file.rows("SELECT count(*) FROM attempts WHERE environment = ?", [environment])
        below = "g" if count <= most else f"{int(most / count * 16**8):08x}"
        sql = """SELECT a.tactic, count(*), sum(a.outcome = ? OR c.id IS NOT NULL) FROM attempts AS a
            LEFT JOIN closed AS c ON c.environment = a.environment AND c.goal_key = a.goal_key AND c.tactic = a.tactic
            WHERE a.goal_key < ? AND a.environment = ? AND a.outcome IN ('closed', 'open', 'error') GROUP BY a.tactic"""
        rows = self.file.rows(sql, [Outcome.CLOSED.value, below, environment])
        return [(row[0], row[1], row[2]) for row in rows]

    def start_episode(
        self, problem: str, environment: str, *, statement_key: str | None = None, seed: int | None = None
    ) -> int:
        """Begin work on one problem; its number. An episode whose process dies stays without a status."""
        with self.file.write() as db:
            sql = "INSERT INTO episodes (problem, statement_key, environment, seed, started) VALUES (?, ?, ?, ?, ?)"
            episode = db.execute(sql, (problem, statement_key, environment, seed, log.now())).lastrowid
            assert episode is not None
            log.append(db, "episode", episode)
        log.write_head(self.file)
        return episode

    def finish_episode(
        self, episode: int, status: str, *, lean_calls: int, model_calls: int, seconds: float, saved: int = 0
    ) -> None:
        """Record how it ended (`proved`, `failed`, `refused`, `undecided`) and what it cost.

        saved: Lean calls not spent on tactics that were remembered to fail.
        """
        with self.file.write() as db:
            sql = "UPDATE episodes SET status = ?, lean_calls = ?, model_calls = ?, seconds = ?, saved = ? WHERE id = ?"
            changed = db.execute(sql, (status, lean_calls, model_calls, seconds, saved, episode)).rowcount
            if changed != 1:
                raise ValueError(f"no episode {episode}")
            log.append(db, "episode", episode)
        log.write_head(self.file)

    def helped(self, episode: int, goal: Goal, keys: Iterable[str], tactic: str) -> None:
        """Record that these lemmas closed that goal, by that tactic, in that episode. All must be in the store."""
        with self.file.write() as db:
            for key in sorted(set(keys)):
                sql = "INSERT OR IGNORE INTO helped (lemma, episode, goal_key, goal, tactic) VALUES (?, ?, ?, ?, ?)"
                cursor = db.execute(sql, (key, episode, goal.key, goal.target, tactic))
                if cursor.rowcount == 1 and cursor.lastrowid is not None:
                    log.append(db, "helped", cursor.lastrowid)
        log.write_head(self.file)

    def record_offers(self, episode: int, environment: str, offers: Iterable[tuple[str, Sequence[str]]]) -> None:
        """Record what was offered together: for each goal (its key) the keys of the lemmas, the best first.

        The last MOST_OFFERS are kept; they are advice for forgetting, and are not logged.
        """
        rows = [(episode, environment, goal_key, " ".join(keys)) for goal_key, keys in offers if keys]
        if not rows:
            return
        with self.file.write() as db:
            sql = "INSERT INTO offers (episode, environment, goal_key, lemmas) VALUES (?, ?, ?, ?)"
            db.conn.executemany(sql, rows)
            db.execute("DELETE FROM offers WHERE id <= (SELECT max(id) FROM offers) - ?", (MOST_OFFERS,))

    def record_effort(self, key: str, environment: str, proof_hash: str, effort: Effort) -> None:
        """Remember what it cost to find a proof; the first figure stays."""
        with self.file.write() as db:
            db.execute(
                "INSERT OR IGNORE INTO efforts VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    key, environment, proof_hash, effort.lean_calls, effort.model_calls, effort.seconds,
                    json.dumps(list(effort.tactics), ensure_ascii=False),
                ),
            )  # fmt: skip

    def effort(self, key: str) -> Effort | None:
        """The least effort that a proof of this lemma took, where it was found by a search here."""
        rows = self.file.rows("SELECT * FROM efforts WHERE lemma = ? ORDER BY lean_calls, seconds LIMIT 1", [key])
        if not rows:
            return None
        row = rows[0]
        return Effort(row["lean_calls"], row["model_calls"], row["seconds"], tuple(json.loads(row["tactics"])))

    def help_given(self, after: int = 0) -> list[sqlite3.Row]:
        """Rows (id, lemma, goal_key, goal) of what helped, with ids above `after`."""
        return self.file.rows("SELECT id, lemma, goal_key, goal FROM helped WHERE id > ? ORDER BY id", [after])


def _limits(limits: TryLimits) -> str:
    return f"{limits.seconds:g} s, {limits.heartbeats} heartbeats"
