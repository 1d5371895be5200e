-- What happened that somebody elsewhere wants to know of: written in the transaction in which it happened, sent
-- later. Notices are no evidence; they go when they are old.
CREATE TABLE notice (
  id         uuid PRIMARY KEY,
  type       text NOT NULL,
  at         timestamptz NOT NULL,
  -- name of the cluster concerned; null: the whole installation
  cluster    text,
  subject    text NOT NULL,
  -- canonical JSON
  data       text NOT NULL,
  -- when it was decided to whom it goes; null: not yet
  routed_at  timestamptz
);
CREATE INDEX notice_unrouted ON notice (at) WHERE routed_at IS NULL;
CREATE INDEX notice_type ON notice (type, at);
GRANT UPDATE (routed_at), DELETE ON notice TO palisade_service;

-- A notice on its way to a target of the configuration.
CREATE TABLE delivery (
  id          uuid PRIMARY KEY,
  notice      uuid NOT NULL REFERENCES notice ON DELETE CASCADE,
  target      text NOT NULL,
  state       text NOT NULL CHECK (state IN ('WAITING', 'DELIVERED', 'DEAD', 'DISCARDED')),
  attempts    integer NOT NULL CHECK (attempts >= 0),
  -- from when on it is tried (again) and given up, counted anew when somebody asks for it
  waiting_since  timestamptz NOT NULL,
  -- not before this; whoever tries moves it on first, so that what a killed process had begun is begun again
  due_at      timestamptz NOT NULL,
  ended_at    timestamptz,
  UNIQUE (notice, target),
  CHECK ((state = 'WAITING') = (ended_at IS NULL))
);
CREATE INDEX delivery_due ON delivery (target, due_at) WHERE state = 'WAITING';
CREATE INDEX delivery_state ON delivery (state, id);
GRANT UPDATE (state, attempts, waiting_since, due_at, ended_at), DELETE ON delivery TO palisade_service;

-- Every attempt and what came of it, in words of ours.
CREATE TABLE delivery_attempt (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  delivery  uuid NOT NULL REFERENCES delivery ON DELETE CASCADE,
  at        timestamptz NOT NULL,
  result    text NOT NULL CHECK (result IN ('DELIVERED', 'FAILED', 'GONE')),
  -- of HTTP
  status    integer,
  detail    text NOT NULL
);
CREATE INDEX delivery_attempt_delivery ON delivery_attempt (delivery, id);
GRANT DELETE ON delivery_attempt TO palisade_service;

-- Targets that said that they want nothing more (410 Gone), until somebody lets them have it again.
CREATE TABLE disabled_target (
  target  text PRIMARY KEY,
  at      timestamptz NOT NULL,
  reason  text NOT NULL
);
GRANT DELETE ON disabled_target TO palisade_service;

-- A collection that failed, or never began, is told of however the run came to its end: here, so that no way of
-- ending a run can forget it. One notice until it was routed: after an outage many are missed at one stroke.
CREATE FUNCTION tell_of_missed_collection() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  cluster_name text;
BEGIN
  SELECT name INTO STRICT cluster_name FROM cluster WHERE id = NEW.cluster;
  IF NOT EXISTS (
    SELECT FROM notice n
    WHERE n.type = 'palisade.collection.missed' AND n.cluster = cluster_name AND n.routed_at IS NULL
  ) THEN
    INSERT INTO notice (id, type, at, cluster, subject, data)
    VALUES (
      gen_random_uuid(), 'palisade.collection.missed', NEW.ended_at, cluster_name, NEW.requested_by,
      jsonb_build_object(
        'run', NEW.id,
        'state', lower(NEW.state),
        'requestedBy', NEW.requested_by,
        'requestedAt', to_char(NEW.requested_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'reason', coalesce(NEW.error, ''),
        'path', '/clusters/' || cluster_name,
        'summary', format('The collection of cluster %s that %s asked for %s.', cluster_name, NEW.requested_by,
          CASE NEW.state WHEN 'FAILED' THEN 'failed' ELSE 'never began' END)));
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER tell_of_missed_collection AFTER INSERT OR UPDATE OF state ON run
  FOR EACH ROW WHEN (NEW.kind = 'COLLECTION' AND NEW.state IN ('FAILED', 'MISSED'))
  EXECUTE FUNCTION tell_of_missed_collection();
