-- What the hub received, exactly as it came, and who may send it.
-- An older build may open the database after this migration: no (it is the first).
--
-- Every key begins with site_id: one site is one shard when the database is distributed,
-- and the acknowledgement of a batch commits in that one place.

CREATE TABLE sites (
  site_id        text PRIMARY KEY,
  site_name      text NOT NULL,
  region         text NOT NULL,
  time_zone      text NOT NULL,
  epoch          integer NOT NULL,
  log_key        text NOT NULL,
  state          text NOT NULL CHECK (state IN ('active', 'quarantined')),
  enrolled_at    timestamptz NOT NULL,
  last_heard_at  timestamptz
);

-- A code is kept as its SHA-256: a copy of the database enrols nobody.
CREATE TABLE enrolment_codes (
  code_hash    bytea PRIMARY KEY,
  site_name    text NOT NULL,
  made_at      timestamptz NOT NULL,
  valid_until  timestamptz NOT NULL,
  used_by      text,
  used_log_key text,
  used_at      timestamptz
);

-- The tree of each site as far as the hub has signed for it. `frontier` is the right edge of the
-- Merkle tree: with it a batch is appended without reading the log again.
CREATE TABLE journal_heads (
  site_id      text NOT NULL,
  epoch        integer NOT NULL,
  size         bigint NOT NULL,
  frontier     bytea NOT NULL,
  root         bytea NOT NULL,
  receipt      text,
  receipt_size bigint NOT NULL DEFAULT 0,
  updated_at   timestamptz NOT NULL,
  PRIMARY KEY (site_id, epoch)
);

-- The record. Rows are never changed. `outcome` is what the site was told.
CREATE TABLE journal_events (
  site_id     text NOT NULL,
  epoch       integer NOT NULL,
  seq         bigint NOT NULL,
  event_id    text,
  type        text,
  body        text NOT NULL,
  raw         bytea, -- only of a line that is no text; then `body` is a stand-in
  leaf_hash   bytea NOT NULL,
  outcome     text NOT NULL CHECK (outcome IN ('accepted', 'duplicate', 'superseded', 'refused')),
  reason      text,
  received_at timestamptz NOT NULL,
  PRIMARY KEY (site_id, epoch, seq)
);

-- Event ids are UUIDv7 and come nearly in order, so this index grows at its right edge.
CREATE INDEX journal_events_by_id ON journal_events (site_id, event_id);

-- Two different histories under one number: both are kept, a person decides.
CREATE TABLE forks (
  site_id     text NOT NULL,
  epoch       integer NOT NULL,
  from_seq    bigint NOT NULL,
  checkpoint  text NOT NULL,
  body        bytea NOT NULL,
  body_sha256 bytea NOT NULL,
  noticed_at  timestamptz NOT NULL,
  PRIMARY KEY (site_id, body_sha256)
);

-- The newest tally of each site: small, and first on every reconnect.
CREATE TABLE tallies (
  site_id     text PRIMARY KEY,
  tally       jsonb NOT NULL,
  received_at timestamptz NOT NULL
);

-- How many entries a site's feed has: the next number. Apart from `sites`, because the projector holds
-- this row while it works and must never hold up a request.
CREATE TABLE feed_heads (
  site_id text PRIMARY KEY,
  size    bigint NOT NULL
);

-- What goes back to a site. `subject` names the fact once, so that it is said once.
CREATE TABLE feed_entries (
  site_id   text NOT NULL,
  feed_seq  bigint NOT NULL,
  type      text NOT NULL,
  subject   text NOT NULL,
  data      jsonb NOT NULL,
  at        timestamptz NOT NULL,
  PRIMARY KEY (site_id, feed_seq),
  UNIQUE (site_id, subject)
);
