-- The right to write. Every transaction of a writer reads its token here: whoever has a lower one
-- than this was taken over from, and must not write any more. One row.
CREATE TABLE lease (
  id     INTEGER PRIMARY KEY CHECK (id = 1),
  token  INTEGER NOT NULL,
  holder TEXT NOT NULL,
  since  TEXT NOT NULL
);
INSERT INTO lease (id, token, holder, since) VALUES (1, 0, '', '1970-01-01T00:00:00Z');
