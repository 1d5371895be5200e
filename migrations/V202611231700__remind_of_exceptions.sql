-- Of which instant before the end of an exception people were told: once. The end itself is one of them.
CREATE TABLE exception_reminder (
  cluster    bigint NOT NULL,
  exception  uuid NOT NULL,
  due_at     timestamptz NOT NULL,
  told_at    timestamptz NOT NULL,
  PRIMARY KEY (cluster, exception, due_at),
  FOREIGN KEY (cluster, exception) REFERENCES risk_exception (cluster, id)
);
CALL append_only('exception_reminder');
