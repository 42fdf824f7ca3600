-- Who the people are that sign in: a user name can change, and be given to somebody else.
CREATE TABLE identity (
    sub        text        NOT NULL, -- of their tokens: one person's for ever
    name       text        NOT NULL, -- as first seen, and as every record calls them
    first_seen timestamptz NOT NULL,
    CONSTRAINT identity_pk PRIMARY KEY (sub),
    CONSTRAINT identity_of_a_name UNIQUE (name)
);
