-- Phones that may be called (Web Push). Not part of the ledger: a row is a person's own choice, is theirs to take back,
-- and goes with the device. No backup and no export holds it.

CREATE TABLE push (
    community TEXT    NOT NULL,
    device    TEXT    NOT NULL,
    endpoint  TEXT    NOT NULL,              -- where the browser's push service takes messages for this phone
    p256dh    TEXT    NOT NULL,              -- the phone's key and secret, base64url: what is sent only it can read
    auth      TEXT    NOT NULL,
    quiet_from  INTEGER,                     -- minutes of the day in which it is not called, beside the charter's
    quiet_until INTEGER,
    lang      TEXT    NOT NULL,
    upto      INTEGER NOT NULL,              -- steps up to this moment have been told, ms
    PRIMARY KEY (community, device)
) STRICT, WITHOUT ROWID;
-- A browser is one person's: whoever switched it on last.
CREATE UNIQUE INDEX push_by_endpoint ON push (community, endpoint);
