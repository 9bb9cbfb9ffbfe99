-- The journal of one site and what it knows of its hub.
-- An older build may open the file after this migration: no (it is the first).
--
-- `body` is the exact text of the event; `leaf_hash` is SHA-256(0x00 || its UTF-8 bytes).
-- Rows are appended, never changed: the triggers say so to people with a database browser,
-- the Merkle root says so to everybody else.

CREATE TABLE journal_event (
  seq          INTEGER PRIMARY KEY,
  event_id     TEXT NOT NULL UNIQUE,
  type         TEXT NOT NULL,
  body         TEXT NOT NULL,
  leaf_hash    BLOB NOT NULL CHECK (length(leaf_hash) = 32),
  command_hash TEXT NOT NULL
) STRICT;

CREATE TRIGGER journal_event_is_never_changed BEFORE UPDATE ON journal_event
BEGIN SELECT RAISE(ABORT, 'history is not edited: append a corrected or entered-in-error event'); END;

CREATE TRIGGER journal_event_is_never_removed BEFORE DELETE ON journal_event
BEGIN SELECT RAISE(ABORT, 'history is not removed: append an entered-in-error event'); END;

-- Roots of complete subtrees of 256, 65,536, ... leaves (level 8, 16, ...): a proof over ten million
-- events reads some hundred rows instead of all.
CREATE TABLE journal_subtree (
  level INTEGER NOT NULL,
  place INTEGER NOT NULL,
  hash  BLOB NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (level, place)
) STRICT, WITHOUT ROWID;

-- One row: whose journal this is and the right edge of its tree.
CREATE TABLE journal_head (
  one            INTEGER PRIMARY KEY CHECK (one = 1),
  schema_version INTEGER NOT NULL,
  site           TEXT NOT NULL,
  epoch          INTEGER NOT NULL CHECK (epoch >= 1),
  size           INTEGER NOT NULL CHECK (size >= 0),
  frontier       BLOB NOT NULL
) STRICT;

-- One row: the largest checkpoint the hub has cosigned, and how far its feed was read.
CREATE TABLE journal_replication (
  one         INTEGER PRIMARY KEY CHECK (one = 1),
  size        INTEGER NOT NULL CHECK (size >= 0),
  receipt     TEXT,
  cosigned_at TEXT,
  feed_cursor INTEGER NOT NULL CHECK (feed_cursor >= 0)
) STRICT;

-- When the hub vouched for how much: "drained at 14:32" in an outage report is the first row that covers the
-- outage's last event. Twenty bytes for each batch sent.
CREATE TABLE journal_receipt (
  size        INTEGER PRIMARY KEY,
  cosigned_at TEXT NOT NULL
) STRICT;

-- What the hub said about single records, where it was not simply "accepted". A person looks at these.
CREATE TABLE journal_outcome (
  seq     INTEGER PRIMARY KEY REFERENCES journal_event (seq),
  outcome TEXT NOT NULL CHECK (outcome IN ('superseded', 'refused')),
  reason  TEXT NOT NULL
) STRICT;

-- Feed entries this site could not apply. They are kept; the ones behind them went on.
CREATE TABLE journal_feed_set_aside (
  feed_seq INTEGER PRIMARY KEY,
  body     TEXT NOT NULL,
  reason   TEXT NOT NULL
) STRICT;
