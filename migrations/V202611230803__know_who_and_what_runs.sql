-- A bearer token; only its digest is kept.
CREATE TABLE token (
  id          uuid PRIMARY KEY,
  secret_digest bytea NOT NULL UNIQUE CHECK (length(secret_digest) = 32),
  name        text NOT NULL,
  role        text NOT NULL CHECK (role IN ('auditor', 'compliance-officer', 'change-reviewer', 'collector', 'administrator')),
  -- names of the clusters it is limited to; null: every cluster
  clusters    text[],
  created_by  text NOT NULL,
  created_at  timestamptz NOT NULL,
  -- null: until it is revoked
  expires_at  timestamptz
);
CALL append_only('token');

CREATE TABLE token_revocation (
  token       uuid PRIMARY KEY REFERENCES token,
  revoked_by  text NOT NULL,
  revoked_at  timestamptz NOT NULL
);
CALL append_only('token_revocation');

CREATE TABLE audit_entry (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at       timestamptz NOT NULL,
  who      text NOT NULL,
  role     text NOT NULL,
  action   text NOT NULL,
  subject  text NOT NULL,
  -- name of the cluster concerned; null: none
  cluster  text,
  detail   text
);
CREATE INDEX audit_entry_cluster ON audit_entry (cluster, id);
CALL append_only('audit_entry');

-- Long work that somebody waits for. Changes while it runs; once ended it stays as it is.
CREATE TABLE run (
  cluster       bigint NOT NULL REFERENCES cluster,
  id            uuid NOT NULL,
  kind          text NOT NULL CHECK (kind IN ('COLLECTION', 'ASSESSMENT', 'REPORT', 'COMPARISON')),
  state         text NOT NULL CHECK (state IN ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
  -- the instance of the service that works on it; null until it begins
  worker        text,
  -- 0 to 100
  progress      integer NOT NULL CHECK (progress BETWEEN 0 AND 100),
  -- what it is at, for people
  step          text,
  requested_by  text NOT NULL,
  requested_at  timestamptz NOT NULL,
  started_at    timestamptz,
  ended_at      timestamptz,
  -- what came of it, e.g. the path of a snapshot
  result        text,
  error         text,
  PRIMARY KEY (cluster, id),
  CHECK ((state IN ('SUCCEEDED', 'FAILED', 'CANCELLED')) = (ended_at IS NOT NULL)),
  CHECK ((state = 'FAILED') = (error IS NOT NULL))
);
CREATE INDEX run_id ON run (id);
CREATE INDEX run_time ON run (cluster, requested_at);
CREATE INDEX run_unfinished ON run (worker) WHERE ended_at IS NULL;
GRANT UPDATE ON run TO palisade_service;
CREATE TRIGGER ended_stays BEFORE UPDATE ON run
  FOR EACH ROW WHEN (OLD.ended_at IS NOT NULL) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE DELETE ON run FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON run FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Answers to writes that carried an Idempotency-Key. Not evidence: may be dropped when it is old.
CREATE TABLE idempotency_key (
  requester       text NOT NULL,
  key             text NOT NULL,
  request_digest  bytea NOT NULL CHECK (length(request_digest) = 32),
  status          integer NOT NULL,
  location        text,
  body            text,
  kept_at         timestamptz NOT NULL,
  PRIMARY KEY (requester, key)
);
CREATE INDEX idempotency_key_time ON idempotency_key (kept_at);
GRANT DELETE ON idempotency_key TO palisade_service;
