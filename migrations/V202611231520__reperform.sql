-- What auditors had performed again. The request, with its seed, stands here and in the log before anything is drawn,
-- so that a sample that somebody did not like stays visible.
CREATE TABLE reperformance (
  cluster       bigint NOT NULL REFERENCES cluster,
  id            uuid NOT NULL,
  -- canonical JSON
  request       text NOT NULL,
  requested_by  text NOT NULL,
  requested_at  timestamptz NOT NULL,
  PRIMARY KEY (cluster, id)
);
CREATE INDEX reperformance_id ON reperformance (id);
CREATE INDEX reperformance_time ON reperformance (cluster, requested_at);
CALL append_only('reperformance');

CREATE TABLE reperformance_answer (
  cluster       bigint NOT NULL,
  id            uuid NOT NULL,
  -- the keys of all items, one a line, sorted by their bytes
  population    text NOT NULL,
  -- canonical JSON: palisade/reperformance/v1
  document      text NOT NULL,
  performed_at  timestamptz NOT NULL,
  PRIMARY KEY (cluster, id),
  FOREIGN KEY (cluster, id) REFERENCES reperformance (cluster, id)
);
CALL append_only('reperformance_answer');

ALTER TABLE run DROP CONSTRAINT run_kind_check;
ALTER TABLE run ADD CONSTRAINT run_kind_check
  CHECK (kind IN ('COLLECTION', 'ASSESSMENT', 'REPORT', 'COMPARISON', 'REPERFORMANCE'));
