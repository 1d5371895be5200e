-- What is older than an installation keeps it goes, and leaves its digests behind.
--
-- palisade_retention alone may delete, and of evidence nothing but contents: of objects (manifest) and of issued reports
-- (report_file). Each deletion needs a run of the same transaction that notes the digest; triggers refuse a run of a cluster
-- under a legal hold or that reaches into the last twelve months, and a row that such a run must leave. So neither a mistake of the
-- service's configuration nor this role, used by hand, can delete what is young.

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'palisade_retention') THEN
    CREATE ROLE palisade_retention NOLOGIN;
  END IF;
  IF NOT pg_has_role(current_user, 'palisade_retention', 'MEMBER') THEN
    EXECUTE format('GRANT palisade_retention TO %I', current_user);
  END IF;
EXCEPTION
  WHEN duplicate_object OR unique_violation THEN
    NULL; -- roles belong to the whole server: another database's migration was faster
  WHEN insufficient_privilege THEN
    RAISE EXCEPTION 'role % may neither create the role palisade_retention nor join it', current_user
      USING HINT = format('Let an administrator run: CREATE ROLE palisade_retention NOLOGIN (if it is not there); GRANT palisade_retention TO %I;', current_user);
END
$$;

-- That nothing of a cluster is to be pruned, until it is lifted.
CREATE TABLE legal_hold (
  cluster    bigint NOT NULL REFERENCES cluster,
  id         uuid NOT NULL,
  reason     text NOT NULL CHECK (reason <> ''),
  placed_by  text NOT NULL,
  placed_at  timestamptz NOT NULL,
  PRIMARY KEY (cluster, id)
);
CREATE INDEX legal_hold_id ON legal_hold (id);
CALL append_only('legal_hold');

CREATE TABLE hold_lift (
  cluster    bigint NOT NULL,
  hold       uuid NOT NULL,
  reason     text NOT NULL CHECK (reason <> ''),
  lifted_by  text NOT NULL,
  lifted_at  timestamptz NOT NULL,
  PRIMARY KEY (cluster, hold),
  FOREIGN KEY (cluster, hold) REFERENCES legal_hold (cluster, id)
);
CALL append_only('hold_lift');

-- That something was pruned. What it was stands in pruned_content and pruned_file.
CREATE TABLE retention_run (
  cluster        bigint NOT NULL REFERENCES cluster,
  id             uuid NOT NULL,
  at             timestamptz NOT NULL,
  by             text NOT NULL,
  -- what is older than this many months was to go
  keep_months    integer NOT NULL CHECK (keep_months >= 12),
  -- the instant so many months before
  cutoff         timestamptz NOT NULL,
  -- contents that stood in no later snapshot, nor in one that a kept report is on; 0: none could go
  through_seq    bigint NOT NULL CHECK (through_seq >= 0),
  contents       integer NOT NULL,
  files          integer NOT NULL,
  -- of contents and files, before the database compresses them
  bytes          bigint NOT NULL,
  -- over the sorted digests of the contents and files
  digests_digest bytea NOT NULL CHECK (length(digests_digest) = 32),
  PRIMARY KEY (cluster, id)
);
CREATE INDEX retention_run_time ON retention_run (cluster, at);
CALL append_only('retention_run');

-- A digest whose content was there.
CREATE TABLE pruned_content (
  cluster  bigint NOT NULL,
  digest   bytea NOT NULL CHECK (length(digest) = 32),
  run      uuid NOT NULL,
  -- a content may come back, and be pruned again
  PRIMARY KEY (cluster, digest, run),
  FOREIGN KEY (cluster, run) REFERENCES retention_run (cluster, id)
);
CALL append_only('pruned_content');

CREATE TABLE pruned_file (
  cluster  bigint NOT NULL,
  report   uuid NOT NULL,
  format   text NOT NULL,
  digest   bytea NOT NULL CHECK (length(digest) = 32),
  run      uuid NOT NULL,
  PRIMARY KEY (cluster, report, format),
  FOREIGN KEY (cluster, report) REFERENCES report (cluster, id),
  FOREIGN KEY (cluster, run) REFERENCES retention_run (cluster, id)
);
CALL append_only('pruned_file');

-- In which spans a content stands.
CREATE INDEX object_span_digest ON object_span (cluster, digest);

-- Whether a hold on the cluster stands.
CREATE FUNCTION is_held(held bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM legal_hold h WHERE h.cluster = held
    AND NOT EXISTS (SELECT FROM hold_lift l WHERE l.cluster = h.cluster AND l.hold = h.id))
$$;

-- The last snapshot that was no longer in force at an instant: it and all before it were taken earlier, and so was one that
-- came after them. 0: there is none. The newest snapshot is always in force.
CREATE FUNCTION last_out_of_force(of_cluster bigint, cutoff timestamptz) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT greatest(0, least(
    (SELECT sequence FROM snapshot WHERE cluster = of_cluster AND taken_at < cutoff ORDER BY taken_at DESC, sequence DESC LIMIT 1),
    (SELECT min(sequence) FROM snapshot WHERE cluster = of_cluster AND taken_at >= cutoff),
    (SELECT max(sequence) FROM snapshot WHERE cluster = of_cluster)) - 1)
$$;

-- No setting shortens the twelve months.
CREATE FUNCTION refuse_pruning_the_young() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.at <> now() OR NEW.cutoff > now() - interval '12 months'
      OR NEW.through_seq > last_out_of_force(NEW.cluster, NEW.cutoff) THEN
    RAISE EXCEPTION 'retention: what was in force within the last 12 months is not pruned'
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF is_held(NEW.cluster) THEN
    RAISE EXCEPTION 'retention: the cluster is under a legal hold: nothing of it is pruned'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER old_enough BEFORE INSERT ON retention_run FOR EACH ROW EXECUTE FUNCTION refuse_pruning_the_young();

-- Whether nobody needs a content any more: it stood in no snapshot after one, nor in one that a report is on which was
-- issued at the cutoff or later.
CREATE FUNCTION is_prunable(of_cluster bigint, content_digest bytea, through bigint, cutoff timestamptz)
RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT EXISTS (
    SELECT FROM object_span o LEFT JOIN object_end e ON e.cluster = o.cluster AND e.span = o.id
    WHERE o.cluster = of_cluster AND o.digest = content_digest
      AND (e.last_seq IS NULL OR e.last_seq > through
        OR EXISTS (SELECT FROM report r WHERE r.cluster = of_cluster AND r.issued_at >= cutoff
          AND r.snapshot_sequence BETWEEN o.first_seq AND e.last_seq)))
$$;

-- Lets a row go that a run of this very transaction notes, and that is none of those that have to stay.
CREATE FUNCTION refuse_change_but_pruning() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  run retention_run;
BEGIN
  IF TG_OP <> 'DELETE' OR current_user <> 'palisade_retention' THEN
    RAISE EXCEPTION 'table % is append-only: % is refused', TG_TABLE_NAME, TG_OP
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_TABLE_NAME = 'manifest' THEN
    SELECT r.* INTO run FROM pruned_content p JOIN retention_run r ON r.cluster = p.cluster AND r.id = p.run
      WHERE p.cluster = OLD.cluster AND p.digest = OLD.digest AND r.at = now() LIMIT 1;
    IF run.id IS NULL OR NOT is_prunable(OLD.cluster, OLD.digest, run.through_seq, run.cutoff) THEN
      RAISE EXCEPTION 'manifest %: it is not noted as pruned, or stood in a snapshot that is kept', encode(OLD.digest, 'hex')
        USING ERRCODE = 'restrict_violation';
    END IF;
  ELSE
    SELECT r.* INTO run FROM pruned_file p JOIN retention_run r ON r.cluster = p.cluster AND r.id = p.run
      WHERE p.cluster = OLD.cluster AND p.report = OLD.report AND p.format = OLD.format AND p.digest = OLD.digest
        AND r.at = now();
    IF run.id IS NULL
        OR EXISTS (SELECT FROM report r WHERE r.cluster = OLD.cluster AND r.id = OLD.report AND r.issued_at >= run.cutoff) THEN
      RAISE EXCEPTION 'report_file % of report %: it is not noted as pruned, or is too young', OLD.format, OLD.report
        USING ERRCODE = 'restrict_violation';
    END IF;
  END IF;
  RETURN OLD;
END
$$;

DROP TRIGGER append_only ON manifest;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON manifest FOR EACH ROW EXECUTE FUNCTION refuse_change_but_pruning();
DROP TRIGGER append_only ON report_file;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON report_file FOR EACH ROW EXECUTE FUNCTION refuse_change_but_pruning();

-- Who prunes notes it; the service only reads it.
REVOKE INSERT ON retention_run, pruned_content, pruned_file FROM palisade_service;
DO $$
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO palisade_retention', current_schema());
END
$$;
GRANT SELECT ON cluster, snapshot, object_span, object_end, manifest, report, report_file, legal_hold, hold_lift,
  retention_run, pruned_content, pruned_file TO palisade_retention;
GRANT INSERT ON retention_run, pruned_content, pruned_file TO palisade_retention;
GRANT DELETE ON manifest, report_file TO palisade_retention;
-- each run is a line of the log
GRANT SELECT, INSERT ON ledger_entry TO palisade_retention;
