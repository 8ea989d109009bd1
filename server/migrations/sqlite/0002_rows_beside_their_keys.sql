-- The same tables with the same columns, laid out otherwise. Without rowids a table is one tree of whole rows: whoever
-- looks for a key reads the bodies of all rows it is compared with, and a long row spills onto pages of its own. Here
-- the keys stand in small trees of their own and the rows lie one after the other.

CREATE TABLE entry_in_rows (
    community TEXT    NOT NULL,
    seq       INTEGER NOT NULL,
    at        INTEGER NOT NULL,
    device    TEXT    NOT NULL,
    n         INTEGER NOT NULL,
    act       TEXT    NOT NULL,
    digest    TEXT    NOT NULL,
    body      TEXT,
    sig       TEXT    NOT NULL,
    verdict   TEXT    NOT NULL,
    changes   TEXT    NOT NULL,
    PRIMARY KEY (community, seq)
) STRICT;
INSERT INTO entry_in_rows SELECT * FROM entry ORDER BY community, seq;
DROP TABLE entry;
ALTER TABLE entry_in_rows RENAME TO entry;
CREATE UNIQUE INDEX entry_by_device ON entry (community, device, n);
CREATE INDEX entry_by_act ON entry (community, act, seq);

CREATE TABLE record_in_rows (
    community TEXT    NOT NULL,
    kind      TEXT    NOT NULL,
    id        TEXT    NOT NULL,
    rev       INTEGER NOT NULL,
    value     TEXT    NOT NULL,
    PRIMARY KEY (community, kind, id)
) STRICT;
INSERT INTO record_in_rows SELECT * FROM record ORDER BY community, kind, id;
DROP TABLE record;
ALTER TABLE record_in_rows RENAME TO record;

CREATE TABLE personal_in_rows (
    community TEXT    NOT NULL,
    kind      TEXT    NOT NULL,
    id        TEXT    NOT NULL,
    rev       INTEGER NOT NULL,
    value     TEXT    NOT NULL,
    PRIMARY KEY (community, kind, id)
) STRICT;
INSERT INTO personal_in_rows SELECT * FROM personal ORDER BY community, kind, id;
DROP TABLE personal;
ALTER TABLE personal_in_rows RENAME TO personal;

CREATE TABLE opening_in_rows (
    community TEXT    NOT NULL,
    act       TEXT    NOT NULL,
    field     TEXT    NOT NULL,
    salt      TEXT    NOT NULL,
    value     TEXT    NOT NULL,
    PRIMARY KEY (community, act, field, salt)
) STRICT;
INSERT INTO opening_in_rows SELECT * FROM opening ORDER BY community, act, field, salt;
DROP TABLE opening;
ALTER TABLE opening_in_rows RENAME TO opening;
