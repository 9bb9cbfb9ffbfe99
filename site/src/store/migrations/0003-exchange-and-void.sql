-- Exchange through the hub, and cards made void by two people.
-- An older build may open a file with this migration: no, it would take a dose's second national card for its first.

-- View: local cards of other sites, exchanged at this one.
CREATE TABLE exchanged_elsewhere (
  national_card_id TEXT PRIMARY KEY,
  local_card_id TEXT NOT NULL,
  issuing_site TEXT NOT NULL,
  immunization_id TEXT NOT NULL,
  text TEXT NOT NULL,
  paper_withdrawn INTEGER NOT NULL,
  at TEXT NOT NULL,
  by_staff TEXT NOT NULL,
  reprints INTEGER NOT NULL DEFAULT 0
) STRICT;

-- View: who asked that a card be made void, and who agreed.
CREATE TABLE void_requests (
  request_id TEXT PRIMARY KEY,
  card_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('local', 'national')),
  immunization_id TEXT NOT NULL REFERENCES immunizations (immunization_id),
  visit_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  replace_card INTEGER NOT NULL,
  requested_by TEXT NOT NULL,
  requested_at TEXT NOT NULL,
  approved_by TEXT,
  approved_at TEXT,
  -- Two people, in the database too.
  CHECK (approved_by IS NULL OR approved_by <> requested_by)
) STRICT;
CREATE INDEX void_requests_by_card ON void_requests (card_id);
CREATE INDEX void_requests_by_dose ON void_requests (immunization_id);
CREATE UNIQUE INDEX void_requests_one_open ON void_requests (card_id) WHERE approved_by IS NULL;

-- What the hub said: local cards of this site that were exchanged somewhere else.
CREATE TABLE hub_exchanges (
  local_card_id TEXT PRIMARY KEY,
  national_card_id TEXT NOT NULL,
  immunization_id TEXT NOT NULL,
  way TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX hub_exchanges_by_national ON hub_exchanges (national_card_id);

-- What the hub answered when this site asked to exchange another site's card, until it is in the log.
CREATE TABLE exchange_grants (
  exchange_id TEXT PRIMARY KEY,
  body TEXT NOT NULL CHECK (json_valid(body)),
  granted_at TEXT NOT NULL
) STRICT;

-- A dose may get another national card after a correction: the newest counts.
CREATE TABLE national_cards_by_id (
  national_card_id TEXT PRIMARY KEY,
  immunization_id TEXT NOT NULL,
  text TEXT NOT NULL,
  status_list TEXT NOT NULL,
  status_index INTEGER NOT NULL,
  issued_at TEXT NOT NULL,
  -- Order of arrival: the newest of a dose is the one that counts.
  arrival INTEGER NOT NULL
) STRICT;
INSERT INTO national_cards_by_id (national_card_id, immunization_id, text, status_list, status_index, issued_at, arrival)
  SELECT national_card_id, immunization_id, text, status_list, status_index, issued_at, rowid FROM national_cards;
DROP TABLE national_cards;
ALTER TABLE national_cards_by_id RENAME TO national_cards;
CREATE INDEX national_cards_by_dose ON national_cards (immunization_id, arrival);
CREATE INDEX national_cards_by_text ON national_cards (text);
