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
