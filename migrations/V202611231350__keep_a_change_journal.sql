-- What watches, the API server's audit log and admission reviews tell between snapshots.
--
-- Not partitioned by time: two replicas watch one cluster and both write what they see, and what keeps a change
-- from standing twice is a unique key of the object and its state, of which no time is part (each replica has its
-- own). PostgreSQL wants the partition's column in every unique key.

CREATE TABLE journal_entry (
  cluster           bigint NOT NULL REFERENCES cluster,
  id                bigint GENERATED ALWAYS AS IDENTITY,
  uid               text NOT NULL,
  -- 'created', 'deleted', or the resourceVersion of the state that an object was changed to
  mark              text NOT NULL,
  what              text NOT NULL CHECK (what IN ('CREATED', 'CHANGED', 'DELETED')),
  api_version       text NOT NULL,
  kind              text NOT NULL,
  namespace         text NOT NULL,
  name              text NOT NULL,
  -- of the content before; null: the object was not there
  old_digest        bytea CHECK (length(old_digest) = 32),
  -- of the content after; of a deleted object the last
  digest            bytea NOT NULL CHECK (length(digest) = 32),
  -- null: found by comparing lists, a deletion has none then
  resource_version  text,
  -- null: told as it happened; otherwise it happened after this and until until_at
  after_at          timestamptz,
  until_at          timestamptz NOT NULL,
  -- canonical JSON: [{manager, operation, time}], {label: {before, after}}
  writers           text NOT NULL,
  labels            text NOT NULL,
  -- canonical JSON, trimmed, of which digest is SHA-256; null: deleted, or a pod
  content           text,
  PRIMARY KEY (cluster, id),
  UNIQUE (cluster, uid, mark)
);
CREATE INDEX journal_entry_time ON journal_entry (cluster, until_at);
CALL append_only('journal_entry');

-- That every change of a kind between two instants was told of. What no row covers was not watched.
CREATE TABLE journal_watch (
  cluster   bigint NOT NULL REFERENCES cluster,
  id        bigint GENERATED ALWAYS AS IDENTITY,
  -- group/Kind
  kind      text NOT NULL,
  from_at   timestamptz NOT NULL,
  until_at  timestamptz NOT NULL CHECK (until_at >= from_at),
  PRIMARY KEY (cluster, id)
);
CREATE INDEX journal_watch_time ON journal_watch (cluster, until_at);
CALL append_only('journal_watch');

-- Why a watch broke off: a row when it does, and another when it stands again.
CREATE TABLE journal_blind (
  cluster   bigint NOT NULL REFERENCES cluster,
  id        bigint GENERATED ALWAYS AS IDENTITY,
  kind      text NOT NULL,
  from_at   timestamptz NOT NULL,
  -- null: it lasted when this was written
  until_at  timestamptz,
  reason    text NOT NULL,
  recovery  text NOT NULL CHECK (recovery IN ('NONE', 'RESUMED', 'RELISTED')),
  PRIMARY KEY (cluster, id)
);
CREATE INDEX journal_blind_time ON journal_blind (cluster, from_at);
CALL append_only('journal_blind');

-- Events of the API server's audit log: who did what to which object, and nothing of what the object says.
CREATE TABLE audit_event (
  cluster           bigint NOT NULL REFERENCES cluster,
  audit_id          text NOT NULL,
  -- tells apart the objects of one request that deletes many
  item              text NOT NULL,
  at                timestamptz NOT NULL,
  verb              text NOT NULL,
  api_group         text NOT NULL,
  resource          text NOT NULL,
  -- empty: of a resource that is not known
  kind              text NOT NULL,
  namespace         text NOT NULL,
  -- empty: every object that the request's selector found
  name              text NOT NULL,
  uid               text,
  -- of the state that the request led to; null: the event does not say
  resource_version  text,
  username          text NOT NULL,
  -- in whose name the user acted; null: the own
  impersonated      text,
  groups            text[] NOT NULL,
  user_agent        text,
  code              integer,
  PRIMARY KEY (cluster, audit_id, item)
);
CREATE INDEX audit_event_time ON audit_event (cluster, at);
CALL append_only('audit_event');

-- When something arrived from the audit log, whatever it was: a row in a minute at most.
CREATE TABLE audit_sign (
  cluster   bigint NOT NULL REFERENCES cluster,
  heard_at  timestamptz NOT NULL,
  PRIMARY KEY (cluster, heard_at)
);
CALL append_only('audit_sign');

-- Requests that the API server asked about before it carried them out.
CREATE TABLE admission_review (
  cluster      bigint NOT NULL REFERENCES cluster,
  request_uid  text NOT NULL,
  at           timestamptz NOT NULL,
  operation    text NOT NULL,
  api_group    text NOT NULL,
  kind         text NOT NULL,
  namespace    text NOT NULL,
  name         text NOT NULL,
  uid          text,
  username     text NOT NULL,
  groups       text[] NOT NULL,
  allowed      boolean NOT NULL,
  -- 'recorded': not judged; 'judged'; 'undecided': not judged in time, or not at all
  decision     text NOT NULL CHECK (decision IN ('recorded', 'judged', 'undecided')),
  -- of the review: allow, review, block; null: not judged
  verdict      text,
  reason       text,
  PRIMARY KEY (cluster, request_uid)
);
CREATE INDEX admission_review_time ON admission_review (cluster, at);
CALL append_only('admission_review');
