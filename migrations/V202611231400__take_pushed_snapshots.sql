-- Which cluster a name stands for: the UID of its namespace kube-system, by the first snapshot that told it. A snapshot
-- that tells another one is of another cluster under the same name, and is refused.
CREATE TABLE cluster_identity (
  cluster    bigint PRIMARY KEY REFERENCES cluster,
  uid        text NOT NULL,
  first_seq  bigint NOT NULL
);
INSERT INTO cluster_identity (cluster, uid, first_seq)
SELECT DISTINCT ON (cluster) cluster, uid, sequence
FROM (
  -- the record is text, for its bytes are sealed; jsonb would refuse a NUL that stands escaped in a message
  SELECT cluster, sequence, substring(record FROM '"cluster":\{[^}]*"uid":"([^"\\]*)"') AS uid FROM snapshot
) AS told
WHERE uid IS NOT NULL
ORDER BY cluster, sequence;
CALL append_only('cluster_identity');

-- What collectors have sent of snapshots that are not whole yet. No evidence: content becomes evidence with the snapshot
-- that holds it, and is dropped here then, or after a day.
CREATE TABLE pushed_manifest (
  cluster    bigint NOT NULL REFERENCES cluster,
  digest     bytea NOT NULL CHECK (length(digest) = 32),
  content    text NOT NULL,
  pushed_at  timestamptz NOT NULL,
  PRIMARY KEY (cluster, digest)
);
CREATE INDEX pushed_manifest_time ON pushed_manifest (pushed_at);
GRANT DELETE ON pushed_manifest TO palisade_service;

-- Which rights a collector had in a cluster, whenever that was asked.
CREATE TABLE preflight (
  cluster     bigint NOT NULL REFERENCES cluster,
  id          bigint GENERATED ALWAYS AS IDENTITY,
  checked_at  timestamptz NOT NULL,
  -- canonical JSON, palisade/preflight/v1
  answer      text NOT NULL,
  PRIMARY KEY (cluster, id)
);
CALL append_only('preflight');
