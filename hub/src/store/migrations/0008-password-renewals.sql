-- Whose password of the console was replaced at the hub's own machine, and when. A fact, for the auditor; the password
-- is not here.
-- An older build may open the database after this migration: no, it refuses what it does not know.
CREATE TABLE password_renewals (
  user_id    text NOT NULL REFERENCES console_users (user_id),
  renewed_at timestamptz NOT NULL
);
