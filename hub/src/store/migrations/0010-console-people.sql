-- Who let whom in at the hub, and who ended whose access. A person who has left stays on record, with what they decided.
-- An older build may open the database after this migration: no, it would let those in who have left.
ALTER TABLE console_users ADD COLUMN made_by text;
ALTER TABLE console_users ADD COLUMN retired_at timestamptz;
ALTER TABLE console_users ADD COLUMN retired_by text;
