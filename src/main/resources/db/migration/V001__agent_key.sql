CREATE TABLE agent_key (
    id         uuid        NOT NULL,
    agent_id   text        NOT NULL,
    name       text        NOT NULL,
    hash       bytea       NOT NULL,
    created_by text        NOT NULL,
    created_at timestamptz NOT NULL,
    revoked_at timestamptz,
    CONSTRAINT agent_key_pk PRIMARY KEY (id),
    CONSTRAINT agent_key_hash_is_unique UNIQUE (hash)
);
