-- View: who declared an outage that no machine saw; NULL for a detected one, and for those of before until a rebuild.
-- An older build may open the database after this migration: yes, it would only not ask.

ALTER TABLE outages ADD COLUMN declared_by text;
