"""Tables of the store, as steps: a store of version n has had the first n steps."""

from __future__ import annotations

from sqlite_utils import Database

# "LSMG": tells a store from any other SQLite file.
APPLICATION_ID = 0x4C534D47

_CERTIFIED = (
    """CREATE TABLE lemmas (
        key TEXT PRIMARY KEY,
        coarse_key TEXT NOT NULL,
        name TEXT NOT NULL,
        stable_name TEXT NOT NULL UNIQUE,
        statement TEXT NOT NULL,
        universes TEXT NOT NULL,   -- JSON list
        constants TEXT NOT NULL,   -- JSON list
        flags TEXT NOT NULL,       -- JSON list, sorted
        created TEXT NOT NULL
    )""",
    "CREATE INDEX lemmas_coarse_key ON lemmas (coarse_key)",
    "CREATE INDEX lemmas_name ON lemmas (name)",
    """CREATE TABLE proofs (
        id INTEGER PRIMARY KEY,
        lemma TEXT NOT NULL REFERENCES lemmas (key),
        proof_hash TEXT NOT NULL,
        environment TEXT NOT NULL,
        environment_name TEXT NOT NULL,
        source TEXT NOT NULL,
        script TEXT NOT NULL,
        text TEXT,                 -- NULL: cannot be reused
        needs TEXT NOT NULL,       -- JSON object: name of a local definition to its content hash
        certificate TEXT NOT NULL, -- JSON object
        origin TEXT NOT NULL,
        created TEXT NOT NULL,
        UNIQUE (lemma, environment, proof_hash)
    )""",
    "CREATE INDEX proofs_environment ON proofs (environment, lemma)",
    """CREATE TABLE uses (
        proof INTEGER NOT NULL REFERENCES proofs (id),
        lemma TEXT,                -- statement key, or NULL where the constant is no theorem
        name TEXT NOT NULL,
        module TEXT,               -- NULL: the certified file itself
        PRIMARY KEY (proof, name)
    ) WITHOUT ROWID""",
    "CREATE INDEX uses_lemma ON uses (lemma)",
    """CREATE TABLE log (
        seq INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        kind TEXT NOT NULL,
        subject TEXT NOT NULL,
        content TEXT NOT NULL,     -- SHA-256 of the row that the entry records
        previous TEXT NOT NULL,
        hash TEXT NOT NULL
    )""",
    "CREATE INDEX log_subject ON log (kind, subject)",
)

_EXPERIENCE = (
    """CREATE TABLE attempts (
        goal_key TEXT NOT NULL,
        environment TEXT NOT NULL,
        scope TEXT NOT NULL,
        limits TEXT NOT NULL,
        tactic TEXT NOT NULL,
        outcome TEXT NOT NULL,
        seconds REAL NOT NULL,
        times INTEGER NOT NULL,
        PRIMARY KEY (goal_key, environment, scope, limits, tactic)
    ) WITHOUT ROWID""",
    """CREATE TABLE episodes (
        id INTEGER PRIMARY KEY,
        problem TEXT NOT NULL,
        statement_key TEXT,
        environment TEXT NOT NULL,
        seed INTEGER,
        started TEXT NOT NULL,
        status TEXT,               -- NULL: running, or its process died
        lean_calls INTEGER,
        model_calls INTEGER,
        seconds REAL
    )""",
    """CREATE TABLE helped (
        id INTEGER PRIMARY KEY,
        lemma TEXT NOT NULL REFERENCES lemmas (key),
        episode INTEGER NOT NULL REFERENCES episodes (id),
        goal_key TEXT NOT NULL,
        goal TEXT NOT NULL,        -- the goal's target, as Lean printed it
        tactic TEXT NOT NULL,
        UNIQUE (lemma, episode, goal_key)
    )""",
    "CREATE INDEX helped_goal ON helped (goal_key)",
)

_REVOKED = (
    """CREATE TABLE revoked (
        id INTEGER PRIMARY KEY,
        lemma TEXT NOT NULL,
        environment TEXT NOT NULL,
        proof_hash TEXT NOT NULL,
        because TEXT,              -- the lemma that it stood on, or NULL: meant itself
        reason TEXT NOT NULL,
        was TEXT NOT NULL,         -- JSON: the rows as they stood
        at TEXT NOT NULL
    )""",
    "CREATE INDEX revoked_lemma ON revoked (lemma)",
)

_SURROUNDINGS = (
    """CREATE TABLE environments (
        hash TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        lean_version TEXT NOT NULL,
        imports TEXT NOT NULL,     -- JSON list
        modules TEXT NOT NULL      -- JSON object: name of a local module to its text
    )""",
)

_SERVICE = (
    """CREATE TABLE offers (
        id INTEGER PRIMARY KEY,
        episode INTEGER NOT NULL REFERENCES episodes (id),
        environment TEXT NOT NULL,
        goal_key TEXT NOT NULL,
        lemmas TEXT NOT NULL       -- keys of what was offered together, the best first, with blanks between
    )""",
    "CREATE INDEX offers_environment ON offers (environment)",
    """CREATE TABLE efforts (
        lemma TEXT NOT NULL,
        environment TEXT NOT NULL,
        proof_hash TEXT NOT NULL,
        lean_calls INTEGER NOT NULL,
        model_calls INTEGER NOT NULL,
        seconds REAL NOT NULL,
        tactics TEXT NOT NULL,     -- JSON list: words that the proof's tactics begin with
        PRIMARY KEY (lemma, environment, proof_hash)
    ) WITHOUT ROWID""",
    "ALTER TABLE attempts ADD COLUMN class TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE episodes ADD COLUMN saved INTEGER NOT NULL DEFAULT 0",
)

_CLOSED = (
    """CREATE TABLE closed (
        id INTEGER PRIMARY KEY,
        environment TEXT NOT NULL,
        goal_key TEXT NOT NULL,
        goal TEXT NOT NULL,        -- the goal's target, as Lean printed it
        names TEXT NOT NULL,       -- of its hypotheses, in order
        tactic TEXT NOT NULL,
        UNIQUE (environment, goal_key, tactic)
    )""",
)

_JUDGED = (
    """CREATE TABLE judged (
        id INTEGER PRIMARY KEY,
        environment TEXT NOT NULL,
        kind TEXT NOT NULL,        -- of question
        features BLOB NOT NULL,    -- a row of 16-bit floats for each candidate
        fused BLOB NOT NULL,       -- the score of each by plain fusion, 32-bit floats
        used BLOB NOT NULL         -- a byte for each: whether the certified proof used it
    )""",
    "CREATE INDEX judged_environment ON judged (environment, id)",
)

_RELATED = (
    """CREATE TABLE generalises (
        environment TEXT NOT NULL,
        general TEXT NOT NULL,
        special TEXT NOT NULL,     -- follows from `general` alone, as a certificate said
        PRIMARY KEY (environment, special, general)
    ) WITHOUT ROWID""",
    """CREATE TABLE related (        -- lemmas for which such edges were looked for
        environment TEXT NOT NULL,
        lemma TEXT NOT NULL,
        PRIMARY KEY (environment, lemma)
    ) WITHOUT ROWID""",
)

# With a number for the log. What an older store had is found again.
_RELATED_LOGGED = (
    "DROP TABLE generalises",
    "DELETE FROM related",
    """CREATE TABLE generalises (
        id INTEGER PRIMARY KEY,
        environment TEXT NOT NULL,
        general TEXT NOT NULL,
        special TEXT NOT NULL,     -- follows from `general` alone, as a certificate said
        UNIQUE (environment, special, general)
    )""",
)

STEPS: tuple[tuple[str, ...], ...] = (
    _CERTIFIED,
    _EXPERIENCE,
    _REVOKED,
    _SURROUNDINGS,
    _SERVICE,
    _CLOSED,
    _JUDGED,
    _RELATED,
    _RELATED_LOGGED,
)
VERSION = len(STEPS)


def migrate(db: Database, version: int) -> None:
    """Bring a store of `version` to VERSION. Must be called inside a write transaction."""
    for step in STEPS[version:]:
        for statement in step:
            db.execute(statement)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {VERSION}")
