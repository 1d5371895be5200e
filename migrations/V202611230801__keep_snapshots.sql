-- Every key begins with the cluster, so that tables can be partitioned or distributed by it.

CREATE TABLE cluster (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- stands in report numbers and in names of files
  name        text NOT NULL CHECK (name ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$'),
  created_at  timestamptz NOT NULL
);
-- report numbers are written in capitals
CREATE UNIQUE INDEX cluster_name ON cluster (upper(name));
CALL append_only('cluster');

-- An object's content, once. The digest is SHA-256 over the very bytes of content: canonical JSON, which writes
-- control characters as escapes, so that text can hold all of it.
CREATE TABLE manifest (
  cluster  bigint NOT NULL REFERENCES cluster,
  digest   bytea NOT NULL CHECK (length(digest) = 32),
  content  text NOT NULL,
  PRIMARY KEY (cluster, digest)
);
CALL append_only('manifest');

CREATE TABLE snapshot (
  cluster          bigint NOT NULL REFERENCES cluster,
  sequence         bigint NOT NULL CHECK (sequence > 0),
  id               uuid NOT NULL,
  taken_at         timestamptz NOT NULL,
  -- canonical JSON: cluster identity, time, run, list calls, gaps
  record           text NOT NULL,
  object_count     integer NOT NULL,
  gap_count        integer NOT NULL,
  -- the snapshot's own digest: what its objects and gaps say
  content_digest   bytea NOT NULL CHECK (length(content_digest) = 32),
  -- over the seals of the object_span rows that stand in it
  objects_digest   bytea NOT NULL CHECK (length(objects_digest) = 32),
  -- chain_digest of the snapshot before; null for the first
  previous_digest  bytea CHECK (length(previous_digest) = 32),
  -- over all of the above
  chain_digest     bytea NOT NULL CHECK (length(chain_digest) = 32),
  PRIMARY KEY (cluster, sequence),
  UNIQUE (cluster, id),
  CHECK ((sequence = 1) = (previous_digest IS NULL))
);
CREATE INDEX snapshot_time ON snapshot (cluster, taken_at, sequence);
CREATE INDEX snapshot_id ON snapshot (id);
CALL append_only('snapshot');

-- From which snapshot on an object stands with one content. It stands to this day unless object_end says otherwise.
-- No foreign key to manifest: what retention prunes leaves its digest behind.
CREATE TABLE object_span (
  cluster      bigint NOT NULL REFERENCES cluster,
  id           bigint GENERATED ALWAYS AS IDENTITY,
  api_version  text NOT NULL,
  kind         text NOT NULL,
  namespace    text NOT NULL,
  name         text NOT NULL,
  uid          text,
  digest       bytea NOT NULL CHECK (length(digest) = 32),
  -- where this content was read when the span began
  file         text NOT NULL,
  pointer      text NOT NULL,
  first_seq    bigint NOT NULL,
  -- SHA-256 over the columns above but for cluster and id
  seal         bytea NOT NULL CHECK (length(seal) = 32),
  PRIMARY KEY (cluster, id),
  UNIQUE (cluster, kind, namespace, name, api_version, first_seq)
);
CREATE INDEX object_span_start ON object_span (cluster, first_seq);
CALL append_only('object_span');

-- The last snapshot in which a span's object stood so.
CREATE TABLE object_end (
  cluster    bigint NOT NULL,
  span       bigint NOT NULL,
  last_seq   bigint NOT NULL,
  -- SHA-256 over the span's seal and last_seq
  seal       bytea NOT NULL CHECK (length(seal) = 32),
  PRIMARY KEY (cluster, span),
  FOREIGN KEY (cluster, span) REFERENCES object_span (cluster, id)
);
CREATE INDEX object_end_last ON object_end (cluster, last_seq);
CALL append_only('object_end');
