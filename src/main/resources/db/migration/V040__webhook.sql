-- Where an operator wants to be told what happens, and of which events.
CREATE TABLE webhook (
    id         uuid        NOT NULL,
    url        text        NOT NULL,
    agent_id   text, -- tells of this agent's decisions only; null for all
    types      text[]      NOT NULL,
    created_by text        NOT NULL,
    created_at timestamptz NOT NULL,
    ended_at   timestamptz,
    ended_as   text,
    CONSTRAINT webhook_pk PRIMARY KEY (id),
    CONSTRAINT webhook_has_types CHECK (cardinality(types) > 0),
    CONSTRAINT webhook_end_is_known CHECK (ended_as IN ('REMOVED', 'GONE')),
    CONSTRAINT webhook_end_is_whole CHECK ((ended_at IS NULL) = (ended_as IS NULL))
);

-- What deliveries are signed with; two at once while they are being exchanged. Signing needs the secret itself, so it
-- cannot be a hash; it goes as soon as it is out of use.
CREATE TABLE webhook_key (
    id         uuid        NOT NULL,
    webhook_id uuid        NOT NULL,
    secret     bytea       NOT NULL,
    created_at timestamptz NOT NULL,
    ends_at    timestamptz,
    CONSTRAINT webhook_key_pk PRIMARY KEY (id),
    CONSTRAINT webhook_key_of_webhook FOREIGN KEY (webhook_id) REFERENCES webhook (id),
    CONSTRAINT webhook_key_is_long CHECK (length(secret) BETWEEN 24 AND 64)
);

CREATE UNIQUE INDEX webhook_key_one_current ON webhook_key (webhook_id) WHERE ends_at IS NULL;

-- The outbox: what happened, in the transaction in which it happened, as it will be told.
CREATE TABLE news (
    id          uuid        NOT NULL, -- the id of the CloudEvent and of every delivery of it
    type        text        NOT NULL,
    decision_id uuid        NOT NULL,
    about       uuid        NOT NULL, -- the appeal, ruling or remedy
    at          timestamptz NOT NULL,
    body        text        NOT NULL, -- the CloudEvent, JSON
    CONSTRAINT news_pk PRIMARY KEY (id)
);

CREATE INDEX news_about ON news (about, type);

CREATE TRIGGER news_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON news
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE delivery (
    id         uuid        NOT NULL,
    webhook_id uuid        NOT NULL,
    news_id    uuid        NOT NULL,
    state      text        NOT NULL,
    tries      integer     NOT NULL, -- since it was last begun; a replay begins anew
    due_at     timestamptz NOT NULL, -- the next try; while one is under way, when it counts as lost
    created_at timestamptz NOT NULL,
    ended_at   timestamptz,
    CONSTRAINT delivery_pk PRIMARY KEY (id),
    CONSTRAINT delivery_once UNIQUE (webhook_id, news_id),
    CONSTRAINT delivery_of_webhook FOREIGN KEY (webhook_id) REFERENCES webhook (id),
    CONSTRAINT delivery_of_news FOREIGN KEY (news_id) REFERENCES news (id),
    CONSTRAINT delivery_state_is_known CHECK (state IN
        ('WAITING', 'UNDER_WAY', 'DELIVERED', 'GIVEN_UP', 'CALLED_OFF')),
    CONSTRAINT delivery_end_is_whole CHECK ((ended_at IS NOT NULL) = (state IN ('DELIVERED', 'GIVEN_UP', 'CALLED_OFF')))
);

CREATE INDEX delivery_due ON delivery (webhook_id, due_at, id) WHERE state IN ('WAITING', 'UNDER_WAY');
CREATE INDEX delivery_of_webhooks ON delivery (webhook_id, id);

-- One row a try, written before it is sent: a try that a crash cut short is seen, too.
CREATE TABLE delivery_attempt (
    id          uuid        NOT NULL,
    delivery_id uuid        NOT NULL,
    outcome     text        NOT NULL,
    status      integer,
    response    text,
    at          timestamptz NOT NULL,
    ended_at    timestamptz,
    CONSTRAINT delivery_attempt_pk PRIMARY KEY (id),
    CONSTRAINT delivery_attempt_of_delivery FOREIGN KEY (delivery_id) REFERENCES delivery (id),
    CONSTRAINT delivery_attempt_outcome_is_known CHECK (outcome IN ('UNDER_WAY', 'TAKEN', 'REFUSED', 'NOT_REACHED', 'LOST'))
);

CREATE INDEX delivery_attempt_of_deliveries ON delivery_attempt (delivery_id, id);
