-- What else is older than an installation keeps it: contents of files in reports' bundles, and the change journal with what
-- the audit log and admission reviews told. By the same runs, under the same guards, as V202611231410 has them; and what a
-- report on a period is about stays as long as the report does.

ALTER TABLE retention_run
  -- contents of bundle_content; runs of before took none
  ADD COLUMN bundles integer NOT NULL DEFAULT 0 CHECK (bundles >= 0);

-- A digest whose content in bundle_content was there.
CREATE TABLE pruned_bundle (
  cluster  bigint NOT NULL,
  digest   bytea NOT NULL CHECK (length(digest) = 32),
  run      uuid NOT NULL,
  PRIMARY KEY (cluster, digest, run),
  FOREIGN KEY (cluster, run) REFERENCES retention_run (cluster, id)
);
CALL append_only('pruned_bundle');

-- That a run took all that one table of the journal had of before an instant.
CREATE TABLE pruned_journal (
  cluster    bigint NOT NULL,
  run        uuid NOT NULL,
  of_table   text NOT NULL CHECK (of_table IN
    ('journal_entry', 'journal_watch', 'journal_blind', 'audit_event', 'audit_sign', 'admission_review')),
  before_at  timestamptz NOT NULL,
  rows       bigint NOT NULL CHECK (rows > 0),
  first_at   timestamptz NOT NULL,
  last_at    timestamptz NOT NULL CHECK (last_at >= first_at AND last_at < before_at),
  -- over the sorted SHA-256 of the rows, each as jsonb with its times in UTC
  digest     bytea NOT NULL CHECK (length(digest) = 32),
  PRIMARY KEY (cluster, run, of_table),
  FOREIGN KEY (cluster, run) REFERENCES retention_run (cluster, id)
);
CALL append_only('pruned_journal');

-- The first and the last snapshot that a report on a period is about: from the last that was judged when it began.
CREATE FUNCTION period_first(of_cluster bigint, begin_at timestamptz) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    (SELECT max(s.sequence) FROM snapshot s WHERE s.cluster = of_cluster AND s.taken_at <= begin_at AND EXISTS (
      SELECT FROM judgement j WHERE j.cluster = s.cluster AND j.snapshot_sequence = s.sequence)),
    (SELECT max(sequence) FROM snapshot WHERE cluster = of_cluster AND taken_at <= begin_at),
    1)
$$;
CREATE FUNCTION period_last(of_cluster bigint, end_at timestamptz) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT max(sequence) FROM snapshot WHERE cluster = of_cluster AND taken_at < end_at), 0)
$$;

CREATE OR REPLACE FUNCTION is_prunable(of_cluster bigint, content_digest bytea, through bigint, cutoff timestamptz)
RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT EXISTS (
    SELECT FROM object_span o LEFT JOIN object_end e ON e.cluster = o.cluster AND e.span = o.id
    WHERE o.cluster = of_cluster AND o.digest = content_digest
      AND (e.last_seq IS NULL OR e.last_seq > through
        OR EXISTS (SELECT FROM report r WHERE r.cluster = of_cluster AND r.issued_at >= cutoff
          AND (r.snapshot_sequence BETWEEN o.first_seq AND e.last_seq
            OR r.period_from IS NOT NULL AND o.first_seq <= period_last(of_cluster, r.period_until)
              AND e.last_seq >= period_first(of_cluster, r.period_from)))))
$$;

-- Whether all reports that a file of bundles belongs to are old enough.
CREATE FUNCTION is_bundle_prunable(of_cluster bigint, content_digest bytea, cutoff timestamptz)
RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(bool_and(r.issued_at < cutoff), false)
  FROM bundle_file f JOIN report r ON r.cluster = f.cluster AND r.id = f.report
  WHERE f.cluster = of_cluster AND f.digest = content_digest
$$;

-- What the journal tells of before this, nobody needs: it is older than the snapshot that was in force at the cutoff, with
-- which later ones are compared, and than the periods of all reports that are kept; by a day, as clocks differ.
CREATE FUNCTION journal_bound(of_cluster bigint, through bigint, cutoff timestamptz) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT least(cutoff,
    (SELECT taken_at FROM snapshot WHERE cluster = of_cluster AND sequence = through + 1),
    (SELECT min(s.taken_at) FROM report r JOIN snapshot s ON s.cluster = r.cluster AND s.sequence = period_first(of_cluster, r.period_from)
      WHERE r.cluster = of_cluster AND r.issued_at >= cutoff AND r.period_from IS NOT NULL)) - interval '1 day'
$$;

CREATE FUNCTION refuse_pruning_the_young_journal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM retention_run r WHERE r.cluster = NEW.cluster AND r.id = NEW.run AND r.at = now()
      AND NEW.before_at <= journal_bound(r.cluster, r.through_seq, r.cutoff)) THEN
    RAISE EXCEPTION 'retention: % of before % is needed', NEW.of_table, NEW.before_at
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER old_enough BEFORE INSERT ON pruned_journal FOR EACH ROW EXECUTE FUNCTION refuse_pruning_the_young_journal();

-- Lets a row of the journal go that a run of this very transaction notes.
CREATE FUNCTION refuse_change_but_pruning_the_journal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  said jsonb := to_jsonb(OLD);
BEGIN
  IF TG_OP <> 'DELETE' OR current_user <> 'palisade_retention' THEN
    RAISE EXCEPTION 'table % is append-only: % is refused', TG_TABLE_NAME, TG_OP
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF NOT EXISTS (SELECT FROM pruned_journal p JOIN retention_run r ON r.cluster = p.cluster AND r.id = p.run
      WHERE p.cluster = OLD.cluster AND p.of_table = TG_TABLE_NAME AND r.at = now()
        AND coalesce(said ->> 'until_at', said ->> 'from_at', said ->> 'heard_at', said ->> 'at')::timestamptz < p.before_at) THEN
    RAISE EXCEPTION '%: a row is not noted as pruned', TG_TABLE_NAME
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN OLD;
END
$$;
DO $$
DECLARE
  one text;
BEGIN
  FOREACH one IN ARRAY ARRAY['journal_entry', 'journal_watch', 'journal_blind', 'audit_event', 'audit_sign', 'admission_review'] LOOP
    EXECUTE format('DROP TRIGGER append_only ON %I', one);
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change_but_pruning_the_journal()', one);
    EXECUTE format('GRANT SELECT, DELETE ON %I TO palisade_retention', one);
  END LOOP;
END
$$;

-- The file's row outlasts its content: what the foreign key kept, a trigger keeps where a file is added.
ALTER TABLE bundle_file DROP CONSTRAINT bundle_file_cluster_digest_fkey;
CREATE INDEX bundle_file_digest ON bundle_file (cluster, digest);
CREATE FUNCTION require_bundle_content() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  -- who prunes it waits until this file is there, or this waits and finds it gone
  PERFORM FROM bundle_content WHERE cluster = NEW.cluster AND digest = NEW.digest FOR KEY SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'bundle_file %: its content is not there', NEW.path USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER has_content BEFORE INSERT ON bundle_file FOR EACH ROW EXECUTE FUNCTION require_bundle_content();

CREATE FUNCTION refuse_change_but_pruning_bundles() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'DELETE' OR current_user <> 'palisade_retention' THEN
    RAISE EXCEPTION 'table % is append-only: % is refused', TG_TABLE_NAME, TG_OP
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF NOT EXISTS (SELECT FROM pruned_bundle p JOIN retention_run r ON r.cluster = p.cluster AND r.id = p.run
      WHERE p.cluster = OLD.cluster AND p.digest = OLD.digest AND r.at = now()
        AND is_bundle_prunable(OLD.cluster, OLD.digest, r.cutoff)) THEN
    RAISE EXCEPTION 'bundle_content %: it is not noted as pruned, or a report that is kept needs it', encode(OLD.digest, 'hex')
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN OLD;
END
$$;
DROP TRIGGER append_only ON bundle_content;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON bundle_content FOR EACH ROW EXECUTE FUNCTION refuse_change_but_pruning_bundles();

REVOKE INSERT ON pruned_bundle, pruned_journal FROM palisade_service;
GRANT SELECT ON bundle_file, bundle_content, judgement, pruned_bundle, pruned_journal TO palisade_retention;
GRANT INSERT ON pruned_bundle, pruned_journal TO palisade_retention;
GRANT DELETE ON bundle_content TO palisade_retention;
