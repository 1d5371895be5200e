-- Events of the audit log that could not be read: who changed what is not known of them. An API server sends a list
-- again, whole, for as long as it is refused, so that what can be read of it is taken and the rest is noted.
CREATE TABLE audit_unusable (
  cluster   bigint NOT NULL REFERENCES cluster,
  id        bigint GENERATED ALWAYS AS IDENTITY,
  heard_at  timestamptz NOT NULL,
  -- how many of one list
  events    integer NOT NULL CHECK (events > 0),
  -- what is wrong with the first of them
  reason    text NOT NULL CHECK (length(reason) <= 1000),
  PRIMARY KEY (cluster, id)
);
CREATE INDEX audit_unusable_time ON audit_unusable (cluster, heard_at);
CALL append_only('audit_unusable');
