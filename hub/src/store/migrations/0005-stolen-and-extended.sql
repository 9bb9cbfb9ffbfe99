-- Laptops that were reported stolen, and lists whose cards live longer.
-- An older build may open the database after this migration: no, it would publish a bundle without the denials.

-- One key of a device; all its certificates carry the same name. Never taken back: a laptop that is found again
-- enrols anew with new keys.
CREATE TABLE denied_devices (
  certificate_id text PRIMARY KEY,
  site_id        text NOT NULL,
  device_id      text NOT NULL,
  denied_at      timestamptz NOT NULL,
  -- When no card of it can be good any more: then the denial leaves the bundle.
  expires_at     timestamptz NOT NULL,
  -- 8 bytes each, one after another: the cards that were reported before the theft.
  good_cards     bytea NOT NULL,
  good_places    jsonb NOT NULL
);

-- The last card of a list tells when verifiers need it no longer.
CREATE INDEX minted_cards_by_list ON minted_cards (status_list, issued_at);
CREATE INDEX device_certificates_by_list ON device_certificates (status_list, expires_at);

CREATE TABLE list_extensions (
  list_id     text PRIMARY KEY,
  valid_until timestamptz NOT NULL,
  decided_at  timestamptz NOT NULL
);

-- Counters of the urgent word, never given twice.
CREATE TABLE bulletins (
  counter      bigint PRIMARY KEY,
  content_hash text NOT NULL,
  issued_at    timestamptz NOT NULL,
  short        bytea NOT NULL,
  long         bytea NOT NULL
);

-- A suspension for a theft can be lifted for a card that turns up in a second copy of the journal; others cannot.
ALTER TABLE card_status ADD COLUMN because text;
