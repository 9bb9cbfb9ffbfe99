-- View: outages that people declare stand beside those the machine saw, of the hub and of national services.
-- An older build may open a file with this migration: no, it would end a declared outage when the hub answers.

ALTER TABLE outages ADD COLUMN declared_by TEXT;
ALTER TABLE outages ADD COLUMN declared TEXT CHECK (declared IS NULL OR json_valid(declared));
ALTER TABLE outages ADD COLUMN ended_by TEXT;
-- Events without a receipt when it ended; NULL for other targets than the hub.
ALTER TABLE outages ADD COLUMN backlog INTEGER;

DROP INDEX outages_one_open;
CREATE UNIQUE INDEX outages_one_open ON outages (target, declared_by IS NULL) WHERE until IS NULL;
