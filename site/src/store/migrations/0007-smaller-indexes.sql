-- Indexes over names and keyed hashes lie anywhere in the file: each person costs a page of each. They are kept few and small.
-- An older build may open a file with this migration: yes, the rows and their columns are the same.

-- A holder is only looked for among the tickets that hold a dose: some thousand, whatever the log's length.
DROP INDEX tickets_by_holder;
CREATE INDEX tickets_by_holder ON tickets (holder_key) WHERE state IN ('issued', 'waiting', 'called', 'in-visit');

-- View: identifiers are asked for by value. By kind first, each question read the whole table.
CREATE TABLE identifiers_by_value (
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  patient_id TEXT NOT NULL,
  PRIMARY KEY (value, kind, patient_id)
) STRICT, WITHOUT ROWID;
INSERT INTO identifiers_by_value (kind, value, patient_id) SELECT kind, value, patient_id FROM identifiers;
DROP TABLE identifiers;
ALTER TABLE identifiers_by_value RENAME TO identifiers;

-- Nobody asks for doses by person: the visits of a person are looked up, and their doses.
DROP INDEX immunizations_by_patient;
