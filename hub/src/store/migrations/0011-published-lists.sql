-- The newest signed status list of each name. A fact, not a view: several hubs publish the same bytes.
-- An older build may open the database after this migration: no, it would sign lists of its own beside them.

CREATE TABLE published_lists (
  list_id   text PRIMARY KEY,
  -- Of status_lists, when this was signed.
  changes   bigint NOT NULL,
  issued_at timestamptz NOT NULL,
  bytes     bytea NOT NULL
);
