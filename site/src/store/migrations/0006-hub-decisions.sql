-- What people at the hub decided about cards of this site.
-- An older build may open a file with this migration: no, it would call a withdrawn card valid.

CREATE TABLE hub_card_decisions (
  card_id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('local', 'national')),
  immunization_id TEXT NOT NULL,
  decision TEXT NOT NULL CHECK (decision IN ('withdrawn', 'released')),
  at TEXT NOT NULL
) STRICT;
CREATE INDEX hub_card_decisions_by_dose ON hub_card_decisions (immunization_id);
