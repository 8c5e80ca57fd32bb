-- Telegrams for Datasette: `datasette telegrams.db`. Each table names its keys, so that pages link to each other, and the
-- search of paragraphs is found by itself.

-- Values of the fullest copy.
CREATE TABLE telegrams (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, completeness TEXT NOT NULL, post TEXT, year INTEGER, serial INTEGER, sent TEXT,
  earliest TEXT, latest TEXT, level TEXT, controls TEXT NOT NULL, captions TEXT NOT NULL, subject TEXT,
  "from" TEXT NOT NULL, "to" TEXT NOT NULL, due TEXT, due_status TEXT NOT NULL, copies INTEGER NOT NULL
);

CREATE TABLE copies (
  id INTEGER PRIMARY KEY, telegram TEXT NOT NULL REFERENCES telegrams (id), name TEXT NOT NULL, rank INTEGER NOT NULL,
  container TEXT NOT NULL, completeness TEXT NOT NULL, sha256 TEXT NOT NULL
);

-- `number` is the true one, NULL for headings and for blocks.
CREATE TABLE paragraphs (
  id INTEGER PRIMARY KEY, telegram TEXT NOT NULL REFERENCES telegrams (id), copy INTEGER NOT NULL REFERENCES copies (id),
  n INTEGER NOT NULL, number INTEGER, type TEXT NOT NULL, marks TEXT NOT NULL, text TEXT NOT NULL
);

CREATE TABLE tags (
  telegram TEXT NOT NULL REFERENCES telegrams (id), code TEXT NOT NULL, kind TEXT NOT NULL, title TEXT,
  PRIMARY KEY (telegram, code)
);

-- Of the fullest copy. `target` need not be held. `paragraph` is NULL for the REF field.
CREATE TABLE "references" (
  id INTEGER PRIMARY KEY, telegram TEXT NOT NULL REFERENCES telegrams (id), target TEXT, kind TEXT NOT NULL,
  label TEXT, raw TEXT NOT NULL, in_text INTEGER NOT NULL, paragraph INTEGER
);

CREATE TABLE signers (
  telegram TEXT NOT NULL REFERENCES telegrams (id), name TEXT NOT NULL, officer TEXT, role TEXT,
  PRIMARY KEY (telegram, name)
);

CREATE VIRTUAL TABLE paragraphs_fts USING fts5(text, content='paragraphs', content_rowid='id');
