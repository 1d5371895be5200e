-- A review campaign as it was opened. What became of it stands in campaign_event.
CREATE TABLE campaign (
  cluster    bigint NOT NULL REFERENCES cluster,
  id         uuid NOT NULL,
  -- canonical JSON, with its format
  document   text NOT NULL,
  opened_by  text NOT NULL,
  opened_at  timestamptz NOT NULL,
  PRIMARY KEY (cluster, id)
);
CREATE INDEX campaign_id ON campaign (id);
CREATE INDEX campaign_time ON campaign (cluster, opened_at);
CALL append_only('campaign');

-- A decision, a look at a newer state, a signature, the end of a campaign.
CREATE TABLE campaign_event (
  cluster   bigint NOT NULL,
  campaign  uuid NOT NULL,
  position  integer NOT NULL CHECK (position > 0),
  -- canonical JSON, with its format
  document  text NOT NULL,
  made_by   text NOT NULL,
  made_at   timestamptz NOT NULL,
  -- two people who decide at once: the second is refused
  PRIMARY KEY (cluster, campaign, position),
  FOREIGN KEY (cluster, campaign) REFERENCES campaign (cluster, id)
);
CALL append_only('campaign_event');

-- Of which instant people were told that a campaign is due, or overdue: once.
CREATE TABLE campaign_reminder (
  cluster   bigint NOT NULL,
  campaign  uuid NOT NULL,
  due_at    timestamptz NOT NULL,
  told_at   timestamptz NOT NULL,
  PRIMARY KEY (cluster, campaign, due_at),
  FOREIGN KEY (cluster, campaign) REFERENCES campaign (cluster, id)
);
CALL append_only('campaign_reminder');
