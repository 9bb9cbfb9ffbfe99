-- The registry: views of the journals, built by the projector and rebuilt at will.
-- An older build may open the database after this migration: no.

CREATE TABLE projection_cursors (
  site_id text NOT NULL,
  epoch   integer NOT NULL,
  seq     bigint NOT NULL,
  PRIMARY KEY (site_id, epoch)
);

-- patient_key: the first 8 bytes of a keyed hash (see project/patient-key.ts); never a number
-- that a person carries.
CREATE TABLE patients (
  patient_key  bigint PRIMARY KEY,
  full_name    text NOT NULL,
  match_name   text NOT NULL,
  birth_date   date NOT NULL,
  sex          text NOT NULL,
  demographics jsonb NOT NULL,
  first_site   text NOT NULL,
  updated_at   timestamptz NOT NULL
);

-- Two people on one number are two rows here, and a case.
CREATE TABLE patient_identifiers (
  identifier_hash bytea NOT NULL,
  patient_key     bigint NOT NULL,
  kind            text NOT NULL,
  PRIMARY KEY (identifier_hash, patient_key)
);

-- Which patient a visit was about: later facts of the visit correct the same row.
CREATE TABLE visits (
  site_id     text NOT NULL,
  visit_id    text NOT NULL,
  patient_key bigint NOT NULL,
  PRIMARY KEY (site_id, visit_id)
);

CREATE TABLE doses (
  site_id         text NOT NULL,
  immunization_id text NOT NULL,
  patient_key     bigint NOT NULL,
  bucket          smallint NOT NULL,
  epoch           integer NOT NULL,
  seq             bigint NOT NULL,
  visit_id        text NOT NULL,
  ticket_id       text NOT NULL,
  dose_number     smallint NOT NULL,
  product_id      text NOT NULL,
  lot_number      text NOT NULL,
  expiration_date date NOT NULL,
  vial_id         text NOT NULL,
  vial_dose       smallint NOT NULL,
  extra_dose      boolean NOT NULL,
  local_date      date NOT NULL,
  occurred_at     timestamptz NOT NULL,
  vaccinator      text NOT NULL,
  repeated        boolean NOT NULL,
  PRIMARY KEY (site_id, immunization_id)
);
CREATE INDEX doses_by_patient ON doses (patient_key, dose_number);
CREATE UNIQUE INDEX doses_by_place ON doses (site_id, epoch, seq);
CREATE INDEX doses_by_day ON doses (site_id, local_date);

CREATE TABLE cards_local (
  site_id         text NOT NULL,
  card_id         text NOT NULL,
  immunization_id text NOT NULL,
  serial          text NOT NULL,
  status_list     text NOT NULL,
  status_index    integer NOT NULL,
  state           text NOT NULL CHECK (state IN ('live', 'exchanged', 'void')),
  outage_id       text,
  issued_at       timestamptz NOT NULL,
  exchanged_at    timestamptz,
  PRIMARY KEY (site_id, card_id)
);
CREATE INDEX cards_local_by_dose ON cards_local (site_id, immunization_id);

CREATE TABLE cards_national (
  site_id          text NOT NULL,
  national_card_id text NOT NULL,
  immunization_id  text NOT NULL,
  state            text NOT NULL CHECK (state IN ('ready', 'collected')),
  collected_at     timestamptz,
  PRIMARY KEY (site_id, national_card_id)
);
CREATE INDEX cards_national_by_dose ON cards_national (site_id, immunization_id);

CREATE TABLE stock_lots (
  site_id        text NOT NULL,
  lot_number     text NOT NULL,
  product_id     text NOT NULL,
  doses_per_vial integer NOT NULL,
  doses_received bigint NOT NULL,
  doses_wasted   bigint NOT NULL,
  PRIMARY KEY (site_id, lot_number)
);

-- Which lot an open vial came from: closing it names the vial alone.
CREATE TABLE vials (
  site_id      text NOT NULL,
  vial_id      text NOT NULL,
  lot_number   text NOT NULL,
  doses_wasted integer NOT NULL DEFAULT 0,
  closed       boolean NOT NULL DEFAULT false,
  PRIMARY KEY (site_id, vial_id)
);

CREATE TABLE outages (
  site_id   text NOT NULL,
  outage_id text NOT NULL,
  since     timestamptz NOT NULL,
  until     timestamptz,
  cause     text NOT NULL,
  PRIMARY KEY (site_id, outage_id)
);

CREATE TABLE sessions_closed (
  site_id    text NOT NULL,
  local_date date NOT NULL,
  account    jsonb NOT NULL,
  PRIMARY KEY (site_id, local_date)
);

-- A person must look. `case_id` follows from the event, so seeing it again opens nothing new.
CREATE TABLE cases (
  case_id         text PRIMARY KEY,
  kind            text NOT NULL,
  site_id         text NOT NULL,
  event_id        text NOT NULL,
  immunization_id text,
  summary         text NOT NULL,
  opened_at       timestamptz NOT NULL,
  closed_at       timestamptz
);
