-- Texts that come again and again (attribute names, object types, rule and connector ids) as numbers.
CREATE TABLE name (
  id   INTEGER PRIMARY KEY,
  text TEXT NOT NULL UNIQUE,
  key  TEXT NOT NULL
);
CREATE INDEX name_key ON name (key);

-- The number up to which object ids may have been given out.
CREATE TABLE id_sequence (reserved INTEGER NOT NULL);
INSERT INTO id_sequence (reserved) VALUES (0);

-- What look-ups and scans need of a connector-space object. Bodies lie apart, so that this stays
-- narrow: resolving references reads one row of it for every value.
CREATE TABLE cs_object (
  id                    INTEGER PRIMARY KEY,
  connector             INTEGER NOT NULL,
  kind                  INTEGER NOT NULL, -- 0 placeholder, 1 import, 2 export
  anchor                TEXT,
  dn_key                TEXT NOT NULL,
  metaverse             INTEGER,
  type                  INTEGER NOT NULL,
  import_kind           INTEGER NOT NULL,
  visit                 INTEGER NOT NULL, -- a delta synchronization visits the object
  operation             INTEGER NOT NULL, -- of the unapplied export
  pending_export        INTEGER NOT NULL, -- 1 object, 2 references
  deleting              INTEGER NOT NULL,
  explicit_disconnector INTEGER NOT NULL,
  transient_object      INTEGER NOT NULL
);
CREATE UNIQUE INDEX cs_object_anchor ON cs_object (connector, anchor) WHERE anchor IS NOT NULL;
CREATE UNIQUE INDEX cs_object_dn ON cs_object (connector, dn_key);
CREATE UNIQUE INDEX cs_object_link ON cs_object (metaverse, connector) WHERE metaverse IS NOT NULL;
CREATE INDEX cs_object_live ON cs_object (connector, id, kind, import_kind) WHERE kind <> 0;
CREATE INDEX cs_object_visit ON cs_object (connector, id) WHERE visit <> 0;
CREATE INDEX cs_object_export ON cs_object (connector, id) WHERE pending_export <> 0;
CREATE INDEX cs_object_transient ON cs_object (connector, id) WHERE transient_object <> 0;

CREATE TABLE cs_body (
  id   INTEGER PRIMARY KEY,
  body BLOB NOT NULL
);

-- The full import that saw an object last; apart, since an unchanged import writes nothing else.
CREATE TABLE cs_seen (
  id            INTEGER PRIMARY KEY,
  import_number INTEGER NOT NULL
);

-- Flags: 1 imported, 2 synchronized, 4/8 unapplied add/remove, 16/32 escrowed, 64/128 unconfirmed.
CREATE TABLE cs_reference (
  object    INTEGER NOT NULL,
  attribute INTEGER NOT NULL,
  target    INTEGER NOT NULL,
  flags     INTEGER NOT NULL,
  seen      INTEGER NOT NULL,
  PRIMARY KEY (object, attribute, target)
) WITHOUT ROWID;
CREATE INDEX cs_reference_target ON cs_reference (target, object);
-- Everything that is not at rest; flags 3 is.
CREATE INDEX cs_reference_open ON cs_reference (object, attribute, target, flags) WHERE flags <> 3;

CREATE TABLE mv_object (
  id   INTEGER PRIMARY KEY,
  type INTEGER NOT NULL,
  body BLOB NOT NULL
);
CREATE INDEX mv_object_type ON mv_object (type);

CREATE TABLE mv_dirty (id INTEGER PRIMARY KEY);

-- Join indexes. Space 0 is the metaverse, others are connectors.
CREATE TABLE indexed_attribute (
  space     INTEGER NOT NULL,
  attribute INTEGER NOT NULL,
  PRIMARY KEY (space, attribute)
) WITHOUT ROWID;

CREATE TABLE attribute_key (
  space     INTEGER NOT NULL,
  attribute INTEGER NOT NULL,
  key       TEXT NOT NULL,
  object    INTEGER NOT NULL,
  PRIMARY KEY (space, attribute, key, object)
) WITHOUT ROWID;

CREATE TABLE document (
  collection TEXT NOT NULL,
  key        TEXT NOT NULL,
  fields     BLOB NOT NULL,
  PRIMARY KEY (collection, key)
) WITHOUT ROWID;
