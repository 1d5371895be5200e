-- The seal of the evidence: one log for the whole installation, so its keys do not begin with a cluster.

-- A line of the log. Positions have no gaps: appenders hold an advisory lock until they commit, and take the next.
CREATE TABLE ledger_entry (
  position  bigint PRIMARY KEY CHECK (position >= 0),
  -- the line: canonical JSON, the bytes under the leaf
  entry     text NOT NULL,
  -- SHA-256(0x00 || entry), RFC 6962 section 2.1
  leaf      bytea NOT NULL CHECK (length(leaf) = 32),
  -- root of the largest complete subtree that ends with this line; null where that is the leaf alone. Those of a few
  -- rows, one for each bit of the size, are all that the log must remember to grow.
  subtree   bytea CHECK (length(subtree) = 32),
  CHECK ((position % 2 = 0) = (subtree IS NULL))
);
CALL append_only('ledger_entry');

-- Which keys sign, each time that it changed; sealed in the log. The last one holds.
CREATE TABLE ledger_keys (
  position  integer PRIMARY KEY CHECK (position > 0),
  -- canonical JSON
  history   text NOT NULL
);
CALL append_only('ledger_keys');

-- What was signed of the log.
CREATE TABLE ledger_checkpoint (
  size       bigint PRIMARY KEY CHECK (size > 0),
  root       bytea NOT NULL CHECK (length(root) = 32),
  signed_at  timestamptz NOT NULL,
  -- the signed note
  note       text NOT NULL
);
CALL append_only('ledger_checkpoint');

-- The DSSE envelope of a report: which files it consists of, signed.
CREATE TABLE report_envelope (
  cluster   bigint NOT NULL,
  report    uuid NOT NULL,
  -- canonical JSON
  envelope  text NOT NULL,
  -- of the line of the log that seals it
  position  bigint NOT NULL REFERENCES ledger_entry,
  PRIMARY KEY (cluster, report),
  FOREIGN KEY (cluster, report) REFERENCES report (cluster, id)
);
CALL append_only('report_envelope');

-- Files of bundles that are no format of their report: scope, exceptions, manifests. Content once a cluster: the next
-- version of a report cites the same manifests, and they outlast what retention prunes.
CREATE TABLE bundle_content (
  cluster  bigint NOT NULL REFERENCES cluster,
  digest   bytea NOT NULL CHECK (digest = sha256(content)),
  content  bytea NOT NULL,
  PRIMARY KEY (cluster, digest)
);
CALL append_only('bundle_content');

CREATE TABLE bundle_file (
  cluster  bigint NOT NULL,
  report   uuid NOT NULL,
  path     text NOT NULL,
  digest   bytea NOT NULL CHECK (length(digest) = 32),
  PRIMARY KEY (cluster, report, path),
  FOREIGN KEY (cluster, report) REFERENCES report (cluster, id),
  FOREIGN KEY (cluster, digest) REFERENCES bundle_content (cluster, digest)
);
CALL append_only('bundle_file');
