-- Who may read what. Apart from the archive, so that it can be kept elsewhere.
CREATE TABLE readers (
  name TEXT PRIMARY KEY, level TEXT NOT NULL, controls TEXT NOT NULL, captions TEXT NOT NULL, sum INTEGER NOT NULL
) WITHOUT ROWID;
