-- Views of the log. Every row here can be dropped and rebuilt from events (see projections/).
-- An older build may open a file with this migration: yes, it is the first.

CREATE TABLE campaigns (
  campaign_id TEXT PRIMARY KEY,
  seq INTEGER NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;

CREATE TABLE sessions (
  local_date TEXT PRIMARY KEY,
  day INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
  quota INTEGER NOT NULL,
  doses_at_opening INTEGER NOT NULL,
  plan TEXT NOT NULL CHECK (json_valid(plan)),
  opened_at TEXT NOT NULL,
  closed_at TEXT,
  account TEXT CHECK (account IS NULL OR json_valid(account))
) STRICT;

CREATE TABLE staff (
  staff_id TEXT PRIMARY KEY,
  display_name TEXT NOT NULL,
  roles TEXT NOT NULL CHECK (json_valid(roles)),
  active INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT;

CREATE TABLE lots (
  lot_number TEXT PRIMARY KEY,
  product_id TEXT NOT NULL,
  expiration_date TEXT NOT NULL,
  doses_per_vial INTEGER NOT NULL CHECK (doses_per_vial > 0),
  vials_received INTEGER NOT NULL,
  vials_opened INTEGER NOT NULL DEFAULT 0,
  vials_wasted INTEGER NOT NULL DEFAULT 0,
  CHECK (vials_opened + vials_wasted <= vials_received)
) STRICT;

CREATE TABLE vials (
  vial_id TEXT PRIMARY KEY,
  vial_number INTEGER NOT NULL,
  lot_number TEXT NOT NULL REFERENCES lots (lot_number),
  product_id TEXT NOT NULL,
  expiration_date TEXT NOT NULL,
  doses_per_vial INTEGER NOT NULL,
  doses_drawn INTEGER NOT NULL DEFAULT 0,
  extra_doses INTEGER NOT NULL DEFAULT 0,
  doses_wasted INTEGER NOT NULL DEFAULT 0,
  opened_at TEXT NOT NULL,
  opened_on TEXT NOT NULL,
  discard_at TEXT NOT NULL,
  closed_reason TEXT,
  closed_on TEXT,
  -- P6 in the database: no dose without a vial that could have held it.
  CHECK (doses_drawn <= doses_per_vial + extra_doses),
  CHECK (extra_doses <= 2)
) STRICT;
CREATE INDEX vials_open ON vials (lot_number) WHERE closed_reason IS NULL;

CREATE TABLE tickets (
  ticket_id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('day', 'return')),
  number TEXT NOT NULL,
  lane TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('issued', 'waiting', 'called', 'in-visit', 'consumed', 'deferred', 'voided', 'lapsed')),
  issued_on TEXT NOT NULL,
  valid_on TEXT NOT NULL,
  holder TEXT NOT NULL CHECK (json_valid(holder)),
  holder_key TEXT NOT NULL,
  text TEXT NOT NULL,
  missed INTEGER NOT NULL DEFAULT 0,
  issued_at TEXT NOT NULL,
  issued_seq INTEGER NOT NULL,
  -- Place in the line: the log's own order, never a clock. NULL while the holder is not here.
  line_seq INTEGER,
  checked_in_at TEXT,
  called_at TEXT,
  called_desk TEXT,
  consumed_at TEXT,
  visit_id TEXT,
  UNIQUE (valid_on, number)
) STRICT;
CREATE INDEX tickets_by_day ON tickets (valid_on, state);
CREATE INDEX tickets_by_holder ON tickets (holder_key);
CREATE INDEX tickets_issued_on ON tickets (issued_on, kind);

CREATE TABLE turned_away (
  statement_number TEXT PRIMARY KEY,
  local_date TEXT NOT NULL,
  reason TEXT NOT NULL,
  lane TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX turned_away_by_day ON turned_away (local_date);

CREATE TABLE lane_calls (
  seq INTEGER PRIMARY KEY,
  local_date TEXT NOT NULL,
  stage TEXT NOT NULL,
  lane TEXT NOT NULL,
  ticket_id TEXT NOT NULL,
  number TEXT NOT NULL,
  desk TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;

CREATE TABLE visits (
  visit_id TEXT PRIMARY KEY,
  ticket_id TEXT NOT NULL UNIQUE REFERENCES tickets (ticket_id),
  local_date TEXT NOT NULL,
  patient_id TEXT NOT NULL,
  patient TEXT NOT NULL CHECK (json_valid(patient)),
  name_key TEXT NOT NULL,
  birth_date TEXT NOT NULL,
  dose_number INTEGER NOT NULL,
  warnings TEXT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('screening', 'vaccination', 'observation', 'card', 'done')),
  -- Order within the stage, and whether somebody called this person already.
  stage_seq INTEGER NOT NULL,
  stage_since TEXT NOT NULL,
  called_desk TEXT,
  missed INTEGER NOT NULL DEFAULT 0,
  screening TEXT,
  immunization_id TEXT,
  observation_until TEXT,
  observation_minutes INTEGER,
  observation_outcome TEXT,
  registered_at TEXT NOT NULL
) STRICT;
CREATE INDEX visits_by_stage ON visits (stage, stage_seq);
CREATE INDEX visits_by_person ON visits (name_key, birth_date);
CREATE INDEX visits_by_patient ON visits (patient_id);

CREATE TABLE identifiers (
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  patient_id TEXT NOT NULL,
  PRIMARY KEY (kind, value, patient_id)
) STRICT;

CREATE TABLE immunizations (
  immunization_id TEXT PRIMARY KEY,
  seq INTEGER NOT NULL UNIQUE,
  visit_id TEXT NOT NULL UNIQUE REFERENCES visits (visit_id),
  ticket_id TEXT NOT NULL UNIQUE REFERENCES tickets (ticket_id),
  patient_id TEXT NOT NULL,
  dose_number INTEGER NOT NULL,
  product_id TEXT NOT NULL,
  lot_number TEXT NOT NULL,
  vial_id TEXT NOT NULL REFERENCES vials (vial_id),
  vial_dose INTEGER NOT NULL,
  extra_dose INTEGER NOT NULL,
  at TEXT NOT NULL,
  local_date TEXT NOT NULL,
  vaccinator TEXT NOT NULL,
  UNIQUE (vial_id, vial_dose)
) STRICT;
CREATE INDEX immunizations_by_patient ON immunizations (patient_id);
CREATE INDEX immunizations_by_day ON immunizations (local_date);

CREATE TABLE local_cards (
  card_id TEXT PRIMARY KEY,
  seq INTEGER NOT NULL,
  -- P6 in the database: a card cannot exist without its dose.
  immunization_id TEXT NOT NULL REFERENCES immunizations (immunization_id),
  visit_id TEXT NOT NULL,
  serial TEXT NOT NULL UNIQUE,
  status_list TEXT NOT NULL,
  status_index INTEGER NOT NULL,
  device_certificate_id TEXT NOT NULL,
  expires_on TEXT NOT NULL,
  cause TEXT NOT NULL,
  text TEXT NOT NULL UNIQUE,
  issued_at TEXT NOT NULL,
  issuer TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('live', 'exchanged', 'void')),
  reprints INTEGER NOT NULL DEFAULT 0,
  UNIQUE (status_list, status_index)
) STRICT;
-- P7 in the database: one dose, one live local card.
CREATE UNIQUE INDEX local_cards_one_live ON local_cards (immunization_id) WHERE state = 'live';

CREATE TABLE national_cards_collected (
  immunization_id TEXT PRIMARY KEY REFERENCES immunizations (immunization_id),
  national_card_id TEXT NOT NULL UNIQUE,
  local_card_id TEXT,
  at TEXT NOT NULL,
  by_staff TEXT NOT NULL,
  reprints INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE aefi_reports (
  event_id TEXT PRIMARY KEY,
  visit_id TEXT NOT NULL,
  serious INTEGER NOT NULL,
  report_by TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;

CREATE TABLE outages (
  outage_id TEXT PRIMARY KEY,
  target TEXT NOT NULL,
  since TEXT NOT NULL,
  until TEXT,
  cause TEXT NOT NULL,
  began_seq INTEGER NOT NULL,
  ended_seq INTEGER
) STRICT;
CREATE UNIQUE INDEX outages_one_open ON outages (target) WHERE until IS NULL;
