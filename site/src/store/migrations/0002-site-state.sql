-- What is not a view of the log: secrets of this laptop, what the hub sent, who read whom.
-- An older build may open a file with this migration: yes.

CREATE TABLE site_facts (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE staff_pins (
  staff_id TEXT PRIMARY KEY,
  pin_hash TEXT NOT NULL,
  failures INTEGER NOT NULL DEFAULT 0,
  locked_until TEXT
) STRICT;

CREATE TABLE sign_ins (
  token_hash TEXT PRIMARY KEY,
  staff_id TEXT NOT NULL,
  device TEXT NOT NULL,
  started_at TEXT NOT NULL,
  ends_at TEXT NOT NULL
) STRICT;

CREATE TABLE person_reads (
  read_id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  staff_id TEXT NOT NULL,
  device TEXT NOT NULL,
  query TEXT NOT NULL,
  subject TEXT NOT NULL
) STRICT;
CREATE INDEX person_reads_by_staff ON person_reads (staff_id, at);

CREATE TABLE device_certificates (
  status_list TEXT NOT NULL,
  first_index INTEGER NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body)),
  received_at TEXT NOT NULL,
  PRIMARY KEY (status_list, first_index)
) STRICT;

CREATE TABLE national_cards (
  national_card_id TEXT PRIMARY KEY,
  immunization_id TEXT NOT NULL UNIQUE,
  text TEXT NOT NULL,
  status_list TEXT NOT NULL,
  status_index INTEGER NOT NULL,
  issued_at TEXT NOT NULL
) STRICT;

CREATE TABLE hub_cases (
  case_id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  event_id TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;

CREATE TABLE public_files (
  path TEXT PRIMARY KEY,
  etag TEXT,
  body BLOB NOT NULL,
  fetched_at TEXT NOT NULL
) STRICT;
