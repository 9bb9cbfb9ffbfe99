-- When the hub's receipt first covered so many events: "this outage was drained at …".
-- An older build may open a file with this migration: yes, it does not know the table.

CREATE TABLE receipt_times (
  size INTEGER PRIMARY KEY,
  at TEXT NOT NULL
) STRICT;
