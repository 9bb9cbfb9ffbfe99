-- The projector folds batches, in an order that is written down, and signs national cards afterwards.
-- An older build may open the database after this migration: no, it would project without writing the order.

-- `folded`: the views show the journal up to here. `seq`: and the national cards of these doses are signed too.
ALTER TABLE projection_cursors ADD COLUMN folded bigint NOT NULL DEFAULT 0;
UPDATE projection_cursors SET folded = seq;

-- In which order journals were folded, one row a batch: [[site, epoch, upto], …]. A fact, not a view. Two sites may
-- tell of one person; whose word came first decides, and a rebuild must decide the same.
CREATE TABLE projection_order (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  runs   jsonb NOT NULL
);
INSERT INTO projection_order (runs)
SELECT jsonb_agg(jsonb_build_array(site_id, epoch, seq) ORDER BY site_id, epoch)
FROM projection_cursors HAVING count(*) > 0;

-- One row while the views are built again: rows of projection_order up to `after` are done.
CREATE TABLE projection_replay (
  after bigint NOT NULL
);

ALTER TABLE cards_national ADD COLUMN generation smallint NOT NULL DEFAULT 1;
UPDATE cards_national n SET generation = m.generation
FROM minted_cards m WHERE m.site_id = n.site_id AND m.national_card_id = n.national_card_id AND m.generation <> 1;

-- A visit is found by its dose: one index instead of one table and its index.
DROP TABLE visits;
CREATE INDEX doses_by_visit ON doses (site_id, visit_id);
DROP INDEX doses_by_day;

-- The highest event id of this log: an id above it is new, without a look at the log.
ALTER TABLE journal_heads ADD COLUMN last_event_id text;
UPDATE journal_heads h SET last_event_id = (
  SELECT max(e.event_id COLLATE "C") FROM journal_events e WHERE e.site_id = h.site_id AND e.epoch = h.epoch);
