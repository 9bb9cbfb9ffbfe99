-- View: whether an outage is on or over by the log of each epoch of its site. An old copy of a laptop may record its end while the laptop
-- itself, offline, goes on with it. NULL for an outage of before: on until its first end, until a rebuild.
-- Cards that a former build suspended for it stay suspended until somebody releases them by their case.
-- An older build may open the database after this migration: yes, it knows one end for all epochs.

ALTER TABLE outages ADD COLUMN by_epoch jsonb;
