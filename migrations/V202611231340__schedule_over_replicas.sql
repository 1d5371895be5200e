-- Schedules and runs of several replicas on one database.

-- What was to be done again and again, and from when to when: each change is a version of its own. The check
-- collection-continuity has to know when a collection was to take place.
CREATE TABLE schedule_version (
  cluster        bigint NOT NULL REFERENCES cluster,
  name           text NOT NULL,
  -- 1, 2, … within the schedule
  version        integer NOT NULL CHECK (version > 0),
  state          text NOT NULL CHECK (state IN ('ACTIVE', 'PAUSED', 'DELETED')),
  task           text NOT NULL CHECK (task IN ('COLLECT', 'ASSESS', 'REPORT')),
  cron           text NOT NULL,
  time_zone      text NOT NULL,
  framework      text NOT NULL,
  -- who owns the definition
  source         text NOT NULL CHECK (source IN ('CONFIGURATION', 'API')),
  decided_by     text NOT NULL,
  -- in force from then to the next version
  in_force_from  timestamptz NOT NULL,
  PRIMARY KEY (cluster, name, version)
);
CREATE INDEX schedule_version_name ON schedule_version (name);
CALL append_only('schedule_version');

-- A service that kept its queue in memory left these behind.
UPDATE run SET state = 'FAILED', error = 'the service ended before the run did', ended_at = now() WHERE ended_at IS NULL;

ALTER TABLE run DROP CONSTRAINT run_state_check, DROP CONSTRAINT run_check, DROP CONSTRAINT run_check1;
ALTER TABLE run
  -- the schedule that asked for it; null: somebody did
  ADD COLUMN schedule text,
  -- when the schedule expected it; null: at no instant of its own
  ADD COLUMN planned_at timestamptz,
  -- the run that is done again, since its instance of the service ended; null: none
  ADD COLUMN repeats uuid,
  -- whether its instance of the service ended before it did
  ADD COLUMN lost boolean NOT NULL DEFAULT false,
  ADD CONSTRAINT run_state CHECK (state IN ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED', 'MISSED')),
  ADD CONSTRAINT run_ended CHECK ((state IN ('SUCCEEDED', 'FAILED', 'CANCELLED', 'MISSED')) = (ended_at IS NOT NULL)),
  ADD CONSTRAINT run_error CHECK ((state IN ('FAILED', 'MISSED')) = (error IS NOT NULL)),
  ADD CONSTRAINT run_missed CHECK (state <> 'MISSED' OR (schedule IS NOT NULL AND planned_at IS NOT NULL));
-- whatever happens, an instant of a schedule is accounted for once
CREATE UNIQUE INDEX run_planned ON run (cluster, schedule, planned_at);
-- never two at work on a cluster, whatever the queue lets through
CREATE UNIQUE INDEX run_at_work ON run (cluster) WHERE state = 'RUNNING';
CREATE UNIQUE INDEX run_repeats ON run (cluster, repeats);

-- Quartz' own tables, as its version 2.5 wants them: who waits, who is at work, which replicas are alive. No evidence.
CREATE TABLE qrtz_job_details
(
  sched_name        varchar(120) NOT NULL,
  job_name          varchar(200) NOT NULL,
  job_group         varchar(200) NOT NULL,
  description       varchar(250) NULL,
  job_class_name    varchar(250) NOT NULL,
  is_durable        bool         NOT NULL,
  is_nonconcurrent  bool         NOT NULL,
  is_update_data    bool         NOT NULL,
  requests_recovery bool         NOT NULL,
  job_data          bytea        NULL,
  PRIMARY KEY (sched_name, job_name, job_group)
);

CREATE TABLE qrtz_triggers
(
  sched_name     varchar(120) NOT NULL,
  trigger_name   varchar(200) NOT NULL,
  trigger_group  varchar(200) NOT NULL,
  job_name       varchar(200) NOT NULL,
  job_group      varchar(200) NOT NULL,
  description    varchar(250) NULL,
  next_fire_time bigint       NULL,
  prev_fire_time bigint       NULL,
  priority       integer      NULL,
  trigger_state  varchar(16)  NOT NULL,
  trigger_type   varchar(8)   NOT NULL,
  start_time     bigint       NOT NULL,
  end_time       bigint       NULL,
  calendar_name  varchar(200) NULL,
  misfire_instr  smallint     NULL,
  job_data       bytea        NULL,
  PRIMARY KEY (sched_name, trigger_name, trigger_group),
  FOREIGN KEY (sched_name, job_name, job_group)
  REFERENCES qrtz_job_details (sched_name, job_name, job_group)
);

CREATE TABLE qrtz_simple_triggers
(
  sched_name      varchar(120) NOT NULL,
  trigger_name    varchar(200) NOT NULL,
  trigger_group   varchar(200) NOT NULL,
  repeat_count    bigint       NOT NULL,
  repeat_interval bigint       NOT NULL,
  times_triggered bigint       NOT NULL,
  PRIMARY KEY (sched_name, trigger_name, trigger_group),
  FOREIGN KEY (sched_name, trigger_name, trigger_group)
  REFERENCES qrtz_triggers (sched_name, trigger_name, trigger_group)
);

CREATE TABLE qrtz_cron_triggers
(
  sched_name      varchar(120) NOT NULL,
  trigger_name    varchar(200) NOT NULL,
  trigger_group   varchar(200) NOT NULL,
  cron_expression varchar(120) NOT NULL,
  time_zone_id    varchar(80),
  PRIMARY KEY (sched_name, trigger_name, trigger_group),
  FOREIGN KEY (sched_name, trigger_name, trigger_group)
  REFERENCES qrtz_triggers (sched_name, trigger_name, trigger_group)
);

CREATE TABLE qrtz_simprop_triggers
(
  sched_name    varchar(120)   NOT NULL,
  trigger_name  varchar(200)   NOT NULL,
  trigger_group varchar(200)   NOT NULL,
  str_prop_1    varchar(512)   NULL,
  str_prop_2    varchar(512)   NULL,
  str_prop_3    varchar(512)   NULL,
  int_prop_1    int            NULL,
  int_prop_2    int            NULL,
  long_prop_1   bigint         NULL,
  long_prop_2   bigint         NULL,
  dec_prop_1    numeric(13, 4) NULL,
  dec_prop_2    numeric(13, 4) NULL,
  bool_prop_1   bool           NULL,
  bool_prop_2   bool           NULL,
  PRIMARY KEY (sched_name, trigger_name, trigger_group),
  FOREIGN KEY (sched_name, trigger_name, trigger_group)
  REFERENCES qrtz_triggers (sched_name, trigger_name, trigger_group)
);

CREATE TABLE qrtz_blob_triggers
(
  sched_name    varchar(120) NOT NULL,
  trigger_name  varchar(200) NOT NULL,
  trigger_group varchar(200) NOT NULL,
  blob_data     bytea        NULL,
  PRIMARY KEY (sched_name, trigger_name, trigger_group),
  FOREIGN KEY (sched_name, trigger_name, trigger_group)
  REFERENCES qrtz_triggers (sched_name, trigger_name, trigger_group)
);

CREATE TABLE qrtz_calendars
(
  sched_name    varchar(120) NOT NULL,
  calendar_name varchar(200) NOT NULL,
  calendar      bytea        NOT NULL,
  PRIMARY KEY (sched_name, calendar_name)
);

CREATE TABLE qrtz_paused_trigger_grps
(
  sched_name    varchar(120) NOT NULL,
  trigger_group varchar(200) NOT NULL,
  PRIMARY KEY (sched_name, trigger_group)
);

CREATE TABLE qrtz_fired_triggers
(
  sched_name        varchar(120) NOT NULL,
  entry_id          varchar(95)  NOT NULL,
  trigger_name      varchar(200) NOT NULL,
  trigger_group     varchar(200) NOT NULL,
  instance_name     varchar(200) NOT NULL,
  fired_time        bigint       NOT NULL,
  sched_time        bigint       NOT NULL,
  priority          integer      NOT NULL,
  STATE             varchar(16)  NOT NULL,
  job_name          varchar(200) NULL,
  job_group         varchar(200) NULL,
  is_nonconcurrent  bool         NULL,
  requests_recovery bool         NULL,
  PRIMARY KEY (sched_name, entry_id)
);

CREATE TABLE qrtz_scheduler_state
(
  sched_name        varchar(120) NOT NULL,
  instance_name     varchar(200) NOT NULL,
  last_checkin_time bigint       NOT NULL,
  checkin_interval  bigint       NOT NULL,
  PRIMARY KEY (sched_name, instance_name)
);

CREATE TABLE qrtz_locks
(
  sched_name varchar(120) NOT NULL,
  lock_name  varchar(40)  NOT NULL,
  PRIMARY KEY (sched_name, lock_name)
);

CREATE INDEX idx_qrtz_j_req_recovery
  ON qrtz_job_details (sched_name, requests_recovery);
CREATE INDEX idx_qrtz_j_grp
  ON qrtz_job_details (sched_name, job_group);

CREATE INDEX idx_qrtz_t_j
  ON qrtz_triggers (sched_name, job_name, job_group);
CREATE INDEX idx_qrtz_t_jg
  ON qrtz_triggers (sched_name, job_group);
CREATE INDEX idx_qrtz_t_c
  ON qrtz_triggers (sched_name, calendar_name);
CREATE INDEX idx_qrtz_t_g
  ON qrtz_triggers (sched_name, trigger_group);
CREATE INDEX idx_qrtz_t_state
  ON qrtz_triggers (sched_name, trigger_state);
CREATE INDEX idx_qrtz_t_n_state
  ON qrtz_triggers (sched_name, trigger_name, trigger_group, trigger_state);
CREATE INDEX idx_qrtz_t_n_g_state
  ON qrtz_triggers (sched_name, trigger_group, trigger_state);
CREATE INDEX idx_qrtz_t_next_fire_time
  ON qrtz_triggers (sched_name, next_fire_time);
CREATE INDEX idx_qrtz_t_nft_st
  ON qrtz_triggers (sched_name, trigger_state, next_fire_time);
CREATE INDEX idx_qrtz_t_nft_misfire
  ON qrtz_triggers (sched_name, misfire_instr, next_fire_time);
CREATE INDEX idx_qrtz_t_nft_st_misfire
  ON qrtz_triggers (sched_name, misfire_instr, next_fire_time, trigger_state);
CREATE INDEX idx_qrtz_t_nft_st_misfire_grp
  ON qrtz_triggers (sched_name, misfire_instr, next_fire_time, trigger_group, trigger_state);

CREATE INDEX idx_qrtz_ft_trig_inst_name
  ON qrtz_fired_triggers (sched_name, instance_name);
CREATE INDEX idx_qrtz_ft_inst_job_req_rcvry
  ON qrtz_fired_triggers (sched_name, instance_name, requests_recovery);
CREATE INDEX idx_qrtz_ft_j_g
  ON qrtz_fired_triggers (sched_name, job_name, job_group);
CREATE INDEX idx_qrtz_ft_jg
  ON qrtz_fired_triggers (sched_name, job_group);
CREATE INDEX idx_qrtz_ft_t_g
  ON qrtz_fired_triggers (sched_name, trigger_name, trigger_group);
CREATE INDEX idx_qrtz_ft_tg
  ON qrtz_fired_triggers (sched_name, trigger_group);

GRANT UPDATE, DELETE ON qrtz_blob_triggers,
  qrtz_calendars,
  qrtz_cron_triggers,
  qrtz_fired_triggers,
  qrtz_job_details,
  qrtz_locks,
  qrtz_paused_trigger_grps,
  qrtz_scheduler_state,
  qrtz_simple_triggers,
  qrtz_simprop_triggers,
  qrtz_triggers
  TO palisade_service;
