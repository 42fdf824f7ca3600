-- A person who sends very much is told first, then asked to rest for a while, and can object to that.
CREATE TABLE sending_warning (
    id          uuid        NOT NULL,
    decision_id uuid        NOT NULL,
    at          timestamptz NOT NULL,
    CONSTRAINT sending_warning_pk PRIMARY KEY (id),
    CONSTRAINT sending_warning_as_cited UNIQUE (id, decision_id, at),
    CONSTRAINT sending_warning_of_decision FOREIGN KEY (decision_id) REFERENCES decision (id)
);

CREATE INDEX sending_warning_by_decision ON sending_warning (decision_id, at);

CREATE TRIGGER sending_warning_is_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON sending_warning
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- While one is under way nothing more can be sent with the link; reading goes on. It ends by itself.
CREATE TABLE sending_block (
    id             uuid        NOT NULL,
    decision_id    uuid        NOT NULL,
    warning_id     uuid        NOT NULL,
    warned_at      timestamptz NOT NULL,
    started_at     timestamptz NOT NULL,
    until          timestamptz NOT NULL,
    reason         text        NOT NULL,
    quota          bigint      NOT NULL, -- so many were sent
    window_seconds bigint      NOT NULL, -- in so long
    objected_at    timestamptz,
    objection      text, -- the person's words, if they wrote any
    lifted_at      timestamptz,
    lifted_by      text,
    CONSTRAINT sending_block_pk PRIMARY KEY (id),
    CONSTRAINT sending_block_once_per_warning UNIQUE (warning_id),
    CONSTRAINT sending_block_follows_its_warning FOREIGN KEY (warning_id, decision_id, warned_at)
        REFERENCES sending_warning (id, decision_id, at),
    CONSTRAINT sending_block_after_its_warning CHECK (warned_at < started_at),
    CONSTRAINT sending_block_ends CHECK (until > started_at),
    CONSTRAINT sending_block_reason_is_known CHECK (reason IN ('TOO_MUCH_SENT')),
    CONSTRAINT sending_block_objection_is_dated CHECK (objection IS NULL OR objected_at IS NOT NULL),
    CONSTRAINT sending_block_objection_is_short CHECK (length(objection) <= 4000),
    CONSTRAINT sending_block_lifted_by_somebody CHECK ((lifted_at IS NULL) = (lifted_by IS NULL))
);

CREATE INDEX sending_block_by_decision ON sending_block (decision_id);
CREATE INDEX sending_block_with_objection ON sending_block (id) WHERE objected_at IS NOT NULL AND lifted_at IS NULL;
CREATE INDEX sending_block_under_way ON sending_block (until) WHERE lifted_at IS NULL;
