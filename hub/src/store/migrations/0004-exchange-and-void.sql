-- Who exchanged a local card first, and national cards that were made anew.
-- An older build may open the database after this migration: no, it would mint by the old key.

-- A fact, not a view: which exchange of a card was the first, however it came (a desk of its own site, another
-- site, the person). A rebuild of the views asks here, so the first word stays the first.
CREATE TABLE card_exchanges (
  site_id          text NOT NULL,
  local_card_id    text NOT NULL,
  immunization_id  text NOT NULL,
  national_card_id text NOT NULL,
  exchange_id      text NOT NULL,
  way              text NOT NULL CHECK (way IN ('desk', 'elsewhere', 'person')),
  by_site          text,
  exchanged_at     timestamptz NOT NULL,
  PRIMARY KEY (site_id, local_card_id)
);
CREATE INDEX card_exchanges_by_id ON card_exchanges (exchange_id);

-- A dose has one national card at a time. After a correction the next generation replaces the one before.
ALTER TABLE minted_cards ADD COLUMN generation smallint NOT NULL DEFAULT 1;
ALTER TABLE minted_cards DROP CONSTRAINT minted_cards_pkey;
ALTER TABLE minted_cards ADD PRIMARY KEY (site_id, immunization_id, generation);

ALTER TABLE cards_national DROP CONSTRAINT cards_national_state_check;
ALTER TABLE cards_national ADD CONSTRAINT cards_national_state_check CHECK (state IN ('ready', 'collected', 'void'));
