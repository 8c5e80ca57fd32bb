-- The truth: what was given, and what was read from it. Every row ends with a sum over its other columns; `chancery
-- verify` compares. A table `tally` beside them counts the rows of each table: store/sum.rs. Row numbers are never shown to a reader.

-- Settings, format, watermark.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL, sum INTEGER NOT NULL) WITHOUT ROWID;

-- Labels in use: see Label::key.
CREATE TABLE labels (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, sum INTEGER NOT NULL);

-- Bytes and reading texts, in compressed blocks of some 16 kB. A payload may run over several blocks.
CREATE TABLE blocks (id INTEGER PRIMARY KEY, data BLOB NOT NULL, sum INTEGER NOT NULL);

-- Documents that were ingested to their end, by the BLAKE3 of container and bytes: they need not be read again.
CREATE TABLE seen (hash BLOB PRIMARY KEY, sum INTEGER NOT NULL) WITHOUT ROWID;

-- Copies that an operator has removed: they stay away when they are found again.
CREATE TABLE removed (hash BLOB PRIMARY KEY, sum INTEGER NOT NULL) WITHOUT ROWID;

-- Telegrams, of one or more copies.
CREATE TABLE telegrams (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, post TEXT, year INTEGER, serial INTEGER, sum INTEGER NOT NULL
);

CREATE INDEX telegrams_serial ON telegrams (post, year, serial);

-- Copies: documents that hold one telegram each. `hash` is the BLAKE3 of container and bytes, `payload` that of the
-- payload in the blocks. `seq` grows with every change; what is above the watermark is not in the index yet. `labels`
-- are those of telegram, header and portions, packed.
CREATE TABLE copies (
  id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, telegram INTEGER NOT NULL, seq INTEGER NOT NULL,
  block INTEGER NOT NULL, start INTEGER NOT NULL, length INTEGER NOT NULL, payload BLOB NOT NULL, path TEXT NOT NULL,
  labels BLOB NOT NULL, renditions INTEGER NOT NULL, citations INTEGER NOT NULL, sum INTEGER NOT NULL
);
CREATE INDEX copies_telegram ON copies (telegram);
CREATE INDEX copies_seq ON copies (seq);

-- A copy as one label shows it. `hash` is that of the document as the label shows it.
CREATE TABLE renditions (
  id INTEGER PRIMARY KEY, copy INTEGER NOT NULL, telegram INTEGER NOT NULL, label INTEGER NOT NULL,
  portions INTEGER NOT NULL, hash BLOB NOT NULL, card TEXT NOT NULL, sum INTEGER NOT NULL
);
CREATE INDEX renditions_copy ON renditions (copy);
CREATE INDEX renditions_telegram ON renditions (telegram);

-- What a copy cites, as one label shows it.
CREATE TABLE citations (
  id INTEGER PRIMARY KEY, copy INTEGER NOT NULL, label INTEGER NOT NULL, n INTEGER NOT NULL, target TEXT,
  kind TEXT NOT NULL, raw TEXT NOT NULL, letter TEXT, in_text INTEGER NOT NULL, paragraph INTEGER,
  assumed INTEGER NOT NULL, sentence TEXT, sum INTEGER NOT NULL
);
CREATE INDEX citations_target ON citations (target);
CREATE INDEX citations_copy ON citations (copy);

-- Labels that an operator has set; paragraph -1 is the telegram.
CREATE TABLE overrides (
  copy INTEGER NOT NULL, paragraph INTEGER NOT NULL, label INTEGER NOT NULL, sum INTEGER NOT NULL,
  PRIMARY KEY (copy, paragraph)
) WITHOUT ROWID;

-- Renditions that have changed or gone and may still be in the index of their old label.
CREATE TABLE purges (
  copy INTEGER NOT NULL, label INTEGER NOT NULL, sum INTEGER NOT NULL, PRIMARY KEY (copy, label)
) WITHOUT ROWID;
