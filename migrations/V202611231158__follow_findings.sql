-- What was judged, so that a finding is known from one judgement to the next: with each issued report, and each
-- judgement that ran in the background.
CREATE TABLE judgement (
  cluster            bigint NOT NULL REFERENCES cluster,
  id                 uuid NOT NULL,
  snapshot_sequence  bigint NOT NULL,
  framework          text NOT NULL,
  -- at which expiries were judged
  as_of              timestamptz NOT NULL,
  judged_at          timestamptz NOT NULL,
  -- the report that says so; null: it left none. The report's row comes later in the same transaction.
  report             uuid,
  PRIMARY KEY (cluster, id),
  FOREIGN KEY (cluster, snapshot_sequence) REFERENCES snapshot (cluster, sequence),
  FOREIGN KEY (cluster, report) REFERENCES report (cluster, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX judgement_snapshot ON judgement (cluster, snapshot_sequence);
CALL append_only('judgement');

CREATE TABLE judged_check (
  cluster    bigint NOT NULL,
  judgement  uuid NOT NULL,
  -- with its parameters
  name       text NOT NULL,
  outcome    text NOT NULL CHECK (outcome IN ('FAIL', 'INCONCLUSIVE', 'PASS', 'NOT_APPLICABLE')),
  -- whether everything was seen and listed: only then a finding that is not there is closed
  complete   boolean NOT NULL,
  PRIMARY KEY (cluster, judgement, name),
  FOREIGN KEY (cluster, judgement) REFERENCES judgement (cluster, id)
);
CALL append_only('judged_check');

CREATE TABLE finding_sighting (
  cluster      bigint NOT NULL,
  judgement    uuid NOT NULL,
  name         text NOT NULL,
  fingerprint  bytea NOT NULL CHECK (length(fingerprint) = 32),
  status       text NOT NULL CHECK (status IN ('open', 'excepted')),
  summary      text NOT NULL,
  PRIMARY KEY (cluster, judgement, name, fingerprint),
  FOREIGN KEY (cluster, judgement, name) REFERENCES judged_check (cluster, judgement, name)
);
CALL append_only('finding_sighting');
