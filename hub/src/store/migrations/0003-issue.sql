-- What the hub itself decided and signed. These are facts, not views: a rebuild leaves them alone.
-- An older build may open the database after this migration: no.

CREATE TABLE hub_facts (
  name  text PRIMARY KEY,
  value text NOT NULL
);

-- A national card is minted once for a dose; its text is kept, because a second signature
-- would be a second card. It remembers for whom, so that in whatever order the views are built
-- again, the dose that has the card keeps it.
CREATE TABLE minted_cards (
  site_id          text NOT NULL,
  immunization_id  text NOT NULL,
  patient_key      bigint NOT NULL,
  dose_number      smallint NOT NULL,
  national_card_id text NOT NULL,
  text             text NOT NULL,
  status_list      text NOT NULL,
  status_index     integer NOT NULL,
  issued_at        timestamptz NOT NULL,
  PRIMARY KEY (site_id, immunization_id)
);
CREATE INDEX minted_cards_by_patient ON minted_cards (patient_key, dose_number);

-- How far each status list is given out. An index is never given twice.
CREATE TABLE status_lists (
  list_id    text PRIMARY KEY,
  kind       text NOT NULL CHECK (kind IN ('local', 'national')),
  next_index integer NOT NULL,
  changes    bigint NOT NULL DEFAULT 0
);

-- Only cards that are no longer valid have a row: 1 invalid, 2 suspended, 3 exchanged.
CREATE TABLE card_status (
  list_id      text NOT NULL,
  status_index integer NOT NULL,
  status       smallint NOT NULL CHECK (status BETWEEN 1 AND 3),
  site_id      text NOT NULL,
  changed_at   timestamptz NOT NULL,
  PRIMARY KEY (list_id, status_index)
);

CREATE TABLE device_certificates (
  site_id        text NOT NULL,
  status_list    text NOT NULL,
  block_start    integer NOT NULL,
  block_count    integer NOT NULL,
  certificate_id text NOT NULL,
  device_id      text NOT NULL,
  certificate    text NOT NULL,
  valid_from     timestamptz NOT NULL,
  use_until      timestamptz NOT NULL,
  expires_at     timestamptz NOT NULL,
  PRIMARY KEY (site_id, status_list, block_start)
);

CREATE TABLE trust_bundles (
  counter    bigint PRIMARY KEY,
  keys_hash  text NOT NULL,
  issued_at  timestamptz NOT NULL,
  bundle     bytea NOT NULL
);

CREATE TABLE console_users (
  user_id       text PRIMARY KEY,
  name          text NOT NULL UNIQUE,
  role          text NOT NULL CHECK (role IN ('administrator', 'auditor')),
  password_hash text NOT NULL,
  made_at       timestamptz NOT NULL
);

-- Only the SHA-256 of a session token is kept.
CREATE TABLE console_sessions (
  token_hash bytea PRIMARY KEY,
  user_id    text NOT NULL,
  expires_at timestamptz NOT NULL
);
