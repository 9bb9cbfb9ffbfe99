-- Places of a stolen laptop: confirmed by a second copy of the journal, or withdrawn after their week.
-- An older build may open the database after this migration: yes, it leaves them suspended.

-- When the card of a place suspended for a theft arrived from elsewhere, and its name joined the denial's good cards.
ALTER TABLE card_status ADD COLUMN confirmed_at timestamptz;
CREATE INDEX card_status_stolen ON card_status (site_id, list_id, status_index)
  WHERE because = 'stolen' AND confirmed_at IS NULL;
