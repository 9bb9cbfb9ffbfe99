-- What people decided about a case, and who looked at it. Facts, not views: a rebuild leaves them alone.
-- An older build may open the database after this migration: no, it would publish a released card as suspended.

-- One row a decision. What takes a card from somebody is asked by one person and agreed to by another.
CREATE TABLE case_decisions (
  decision_id    text PRIMARY KEY,
  case_id        text NOT NULL REFERENCES cases (case_id),
  action         text NOT NULL CHECK (action IN ('close', 'lift-quarantine', 'release-card', 'withdraw-card')),
  card_id        text,
  reason         text NOT NULL CHECK (length(reason) >= 10),
  state          text NOT NULL CHECK (state IN ('waiting', 'done', 'declined')),
  decided_by     text NOT NULL,
  decided_name   text NOT NULL,
  decided_at     timestamptz NOT NULL,
  second_by      text,
  second_name    text,
  second_reason  text,
  second_at      timestamptz,
  -- Two people, in the database too.
  CHECK (second_by IS NULL OR second_by <> decided_by),
  CHECK (action <> 'withdraw-card' OR state <> 'done' OR second_by IS NOT NULL)
);
CREATE INDEX case_decisions_by_case ON case_decisions (case_id, decided_at);
CREATE UNIQUE INDEX case_decisions_one_waiting ON case_decisions (case_id) WHERE state = 'waiting';

-- Who opened a case, and when. Kept with the decisions, for the auditor.
CREATE TABLE case_looks (
  case_id   text NOT NULL,
  user_id   text NOT NULL,
  user_name text NOT NULL,
  at        timestamptz NOT NULL
);
CREATE INDEX case_looks_by_case ON case_looks (case_id, at);

CREATE INDEX cases_by_state ON cases ((closed_at IS NULL), opened_at);

-- A suspension that a person lifted. The row stays, so that a rebuild does not suspend the card again.
ALTER TABLE card_status ADD COLUMN released_at timestamptz;
