-- How often somebody was told no, and what for. Not an event: nothing happened.
-- An older build may open a file with this migration: yes.

CREATE TABLE refusal_counts (
  local_date TEXT NOT NULL,
  staff_id TEXT NOT NULL,
  command TEXT NOT NULL,
  refused TEXT NOT NULL,
  times INTEGER NOT NULL,
  last_at TEXT NOT NULL,
  PRIMARY KEY (local_date, staff_id, command, refused)
) STRICT, WITHOUT ROWID;
