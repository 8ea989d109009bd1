-- The ledger of one or more communities. Every key begins with the community.

CREATE TABLE head (
    community TEXT    NOT NULL PRIMARY KEY,
    epoch     TEXT    NOT NULL,              -- a new one whenever history could differ: founding, restore
    seq       INTEGER NOT NULL,              -- newest entry; 0 before the first
    at        INTEGER NOT NULL               -- its server time, ms
) STRICT, WITHOUT ROWID;

-- 台账: append-only. No personal data: acts carry commitments, personal records stand in `personal`.
CREATE TABLE entry (
    community TEXT    NOT NULL,
    seq       INTEGER NOT NULL,
    at        INTEGER NOT NULL,
    device    TEXT    NOT NULL,
    n         INTEGER NOT NULL,
    act       TEXT    NOT NULL,              -- the act's id, UUIDv7
    digest    TEXT    NOT NULL,              -- SHA-256 of the signed bytes
    body      TEXT,                          -- the signed bytes; none for what went to quarantine
    sig       TEXT    NOT NULL,
    verdict   TEXT    NOT NULL,              -- JSON
    changes   TEXT    NOT NULL,              -- JSON array of the records it changed, personal ones by name only
    PRIMARY KEY (community, seq)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX entry_by_device ON entry (community, device, n);
CREATE INDEX entry_by_act ON entry (community, act, seq);

-- 记录: what the community knows now, rebuilt from the entries by `server verify`.
CREATE TABLE record (
    community TEXT    NOT NULL,
    kind      TEXT    NOT NULL,
    id        TEXT    NOT NULL,
    rev       INTEGER NOT NULL,
    value     TEXT    NOT NULL,              -- JSON
    PRIMARY KEY (community, kind, id)
) STRICT, WITHOUT ROWID;

-- Personal records: erasable without touching an entry.
CREATE TABLE personal (
    community TEXT    NOT NULL,
    kind      TEXT    NOT NULL,
    id        TEXT    NOT NULL,
    rev       INTEGER NOT NULL,
    value     TEXT    NOT NULL,
    PRIMARY KEY (community, kind, id)
) STRICT, WITHOUT ROWID;

-- Values that travelled beside accepted acts, with the salts that open the commitments in `entry.body`.
-- Erasable: every entry stays valid without them.
CREATE TABLE opening (
    community TEXT    NOT NULL,
    act       TEXT    NOT NULL,
    field     TEXT    NOT NULL,
    salt      TEXT    NOT NULL,
    value     TEXT    NOT NULL,
    PRIMARY KEY (community, act, field, salt)
) STRICT, WITHOUT ROWID;

-- The chain of each device: how far the server has come.
CREATE TABLE chain (
    community TEXT    NOT NULL,
    device    TEXT    NOT NULL,
    n         INTEGER NOT NULL,
    digest    TEXT    NOT NULL,              -- SHA-256 of its newest body
    PRIMARY KEY (community, device)
) STRICT, WITHOUT ROWID;

-- Bytes that could not become an act, kept for a person to look at.
CREATE TABLE quarantine (
    community TEXT    NOT NULL,
    digest    TEXT    NOT NULL,
    at        INTEGER NOT NULL,
    sender    TEXT    NOT NULL,              -- the device that authenticated the request
    why       TEXT    NOT NULL,
    body      TEXT    NOT NULL,
    sig       TEXT    NOT NULL,
    PRIMARY KEY (community, digest)
) STRICT, WITHOUT ROWID;
