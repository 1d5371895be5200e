-- What the service may do, and what it may not.
--
-- Tables belong to the role that migrates. The service works as palisade_service (it says SET ROLE on each
-- connection, or logs in as a role that is a member of it), which by default may read and append, nothing else:
-- a table that may be changed has to say so in its own migration.

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'palisade_service') THEN
    CREATE ROLE palisade_service NOLOGIN;
  END IF;
  IF NOT pg_has_role(current_user, 'palisade_service', 'MEMBER') THEN
    EXECUTE format('GRANT palisade_service TO %I', current_user);
  END IF;
EXCEPTION
  WHEN duplicate_object OR unique_violation THEN
    NULL; -- roles belong to the whole server: another database's migration was faster
  WHEN insufficient_privilege THEN
    RAISE EXCEPTION 'role % may neither create the role palisade_service nor join it', current_user
      USING HINT = format('Let an administrator run: CREATE ROLE palisade_service NOLOGIN (if it is not there); GRANT palisade_service TO %I;', current_user);
END
$$;

DO $$
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO palisade_service', current_schema());
  EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT SELECT, INSERT ON TABLES TO palisade_service', current_schema());
  EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT USAGE ON SEQUENCES TO palisade_service', current_schema());
END
$$;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'table % is append-only: % is refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'restrict_violation';
END
$$;

-- Makes a table refuse UPDATE, DELETE and TRUNCATE, of its owner too. By row, so that partitions refuse as well.
CREATE PROCEDURE append_only(evidence regclass) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION refuse_change()', evidence);
  EXECUTE format('CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', evidence);
END
$$;
