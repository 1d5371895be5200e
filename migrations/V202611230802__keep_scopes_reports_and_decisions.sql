CREATE TABLE scope_version (
  cluster   bigint NOT NULL REFERENCES cluster,
  version   integer NOT NULL CHECK (version > 0),
  -- the document as it was handed in, byte by byte
  document  text NOT NULL,
  digest    bytea NOT NULL CHECK (length(digest) = 32),
  author    text NOT NULL,
  saved_at  timestamptz NOT NULL,
  PRIMARY KEY (cluster, version)
);
CALL append_only('scope_version');

-- A report as it was issued. Its number is CLUSTER-FRAMEWORK-YEAR-COUNTER; counter runs per cluster and year.
CREATE TABLE report (
  cluster            bigint NOT NULL REFERENCES cluster,
  id                 uuid NOT NULL,
  year               integer NOT NULL,
  counter            integer NOT NULL CHECK (counter > 0),
  version            integer NOT NULL CHECK (version > 0),
  number             text NOT NULL,
  supersedes         uuid,
  kind               text NOT NULL CHECK (kind IN ('point-in-time', 'period')),
  framework          text NOT NULL,
  snapshot_sequence  bigint NOT NULL,
  json_digest        bytea NOT NULL CHECK (length(json_digest) = 32),
  issued_at          timestamptz NOT NULL,
  issued_by          text NOT NULL,
  PRIMARY KEY (cluster, id),
  UNIQUE (cluster, year, counter, version),
  FOREIGN KEY (cluster, supersedes) REFERENCES report (cluster, id),
  FOREIGN KEY (cluster, snapshot_sequence) REFERENCES snapshot (cluster, sequence),
  CHECK ((version = 1) = (supersedes IS NULL))
);
CREATE INDEX report_id ON report (id);
CREATE INDEX report_number ON report (number);
CREATE INDEX report_snapshot ON report (cluster, snapshot_sequence);
CREATE INDEX report_time ON report (cluster, issued_at);
CALL append_only('report');

-- The report's bytes. The canonical JSON is the report; every other format shows it.
CREATE TABLE report_file (
  cluster  bigint NOT NULL,
  report   uuid NOT NULL,
  format   text NOT NULL CHECK (format ~ '^[a-z][a-z0-9-]*$'),
  digest   bytea NOT NULL CHECK (digest = sha256(content)),
  content  bytea NOT NULL,
  PRIMARY KEY (cluster, report, format),
  FOREIGN KEY (cluster, report) REFERENCES report (cluster, id)
);
CALL append_only('report_file');

CREATE TABLE change_review (
  cluster         bigint NOT NULL REFERENCES cluster,
  id              uuid NOT NULL,
  -- of what was proposed, so that the same change is found again
  request_digest  bytea NOT NULL CHECK (length(request_digest) = 32),
  verdict         text NOT NULL CHECK (verdict IN ('allow', 'review', 'block')),
  -- canonical JSON of the answer
  document        text NOT NULL,
  requested_by    text NOT NULL,
  reviewed_at     timestamptz NOT NULL,
  PRIMARY KEY (cluster, id)
);
CREATE INDEX change_review_id ON change_review (id);
CREATE INDEX change_review_request ON change_review (cluster, request_digest);
CREATE INDEX change_review_time ON change_review (cluster, reviewed_at);
CALL append_only('change_review');

-- What was asked to be excepted. What became of it stands in exception_decision.
CREATE TABLE risk_exception (
  cluster       bigint NOT NULL REFERENCES cluster,
  id            uuid NOT NULL,
  -- canonical JSON, with its format
  document      text NOT NULL,
  requested_by  text NOT NULL,
  requested_at  timestamptz NOT NULL,
  PRIMARY KEY (cluster, id)
);
CREATE INDEX risk_exception_id ON risk_exception (id);
CALL append_only('risk_exception');

CREATE TABLE exception_decision (
  cluster    bigint NOT NULL,
  exception  uuid NOT NULL,
  position   integer NOT NULL CHECK (position > 0),
  kind       text NOT NULL CHECK (kind IN ('APPROVED', 'REJECTED', 'REVOKED')),
  decided_by text NOT NULL,
  decided_at timestamptz NOT NULL,
  reason     text NOT NULL,
  -- two people who decide at once: the second is refused
  PRIMARY KEY (cluster, exception, position),
  FOREIGN KEY (cluster, exception) REFERENCES risk_exception (cluster, id)
);
CALL append_only('exception_decision');
