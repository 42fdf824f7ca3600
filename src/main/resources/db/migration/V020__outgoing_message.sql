-- What goes out to people by mail. A row is written in the transaction of what it tells of and sent afterwards. It holds
-- neither the link nor the words: both are made when it is sent.
CREATE TABLE outgoing_message (
    id            uuid        NOT NULL,
    decision_id   uuid        NOT NULL,
    appeal_id     uuid, -- null for a link that was asked for before there was an appeal
    kind          text        NOT NULL,
    about         uuid        NOT NULL, -- the appeal, message, clock, ruling or remedy it tells of; for LINK the hour
    to_address    text, -- null when nobody gave one that mail can go to
    language      text        NOT NULL,
    data          text        NOT NULL, -- JSON: the dates it names
    created_at    timestamptz NOT NULL,
    waiting_since timestamptz NOT NULL, -- when it was written, or taken up again by an operator
    next_try_at   timestamptz NOT NULL,
    tries         integer     NOT NULL,
    sent_at       timestamptz, -- when a mail server took it
    ended_at      timestamptz,
    state         text        NOT NULL,
    last_error    text, -- addresses in it are masked
    CONSTRAINT outgoing_message_pk PRIMARY KEY (id),
    CONSTRAINT outgoing_message_once UNIQUE (kind, about),
    CONSTRAINT outgoing_message_of_decision FOREIGN KEY (decision_id) REFERENCES decision (id),
    CONSTRAINT outgoing_message_of_appeal FOREIGN KEY (appeal_id) REFERENCES appeal (id),
    CONSTRAINT outgoing_message_kind_is_known CHECK (kind IN ('RECEIVED', 'QUESTION', 'MESSAGE', 'REMINDER',
        'QUESTION_LAPSED', 'EXTENSION', 'OUTCOME', 'REMEDY_DONE', 'OVERDUE', 'WITHDRAWN', 'LINK')),
    CONSTRAINT outgoing_message_state_is_known CHECK (state IN
        ('WAITING', 'SENT', 'BOUNCED', 'GIVEN_UP', 'OVERTAKEN', 'OFF', 'NO_ADDRESS')),
    CONSTRAINT outgoing_message_end_is_whole CHECK ((state = 'WAITING') = (ended_at IS NULL)),
    CONSTRAINT outgoing_message_sent_says_when CHECK (state <> 'SENT' OR sent_at IS NOT NULL),
    CONSTRAINT outgoing_message_has_address CHECK ((state = 'NO_ADDRESS') = (to_address IS NULL))
);

CREATE INDEX outgoing_message_due ON outgoing_message (next_try_at, id) WHERE state = 'WAITING';
CREATE INDEX outgoing_message_of_decisions ON outgoing_message (decision_id, id);
CREATE INDEX outgoing_message_by_state ON outgoing_message (state, id);

-- Answers to wishes for a new link, beside the wishes themselves.
CREATE INDEX journal_of_sent_links ON journal (decision_id, at) WHERE act = 'LINK_SENT';
