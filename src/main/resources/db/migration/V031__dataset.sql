-- The last version of each name; its row is locked by whoever freezes the next.
CREATE TABLE dataset_name (
    name    text    NOT NULL,
    version integer NOT NULL,
    CONSTRAINT dataset_name_pk PRIMARY KEY (name)
);

CREATE TABLE dataset (
    id        uuid        NOT NULL,
    name      text        NOT NULL,
    version   integer     NOT NULL,
    agent_id  text, -- the agent whose labels alone are in here; null when not narrowed to one
    filter    text        NOT NULL, -- JSON, as the API shows it
    splits    text        NOT NULL, -- JSON: name to percent
    digest    bytea       NOT NULL, -- SHA-256 of the canonical JSONL
    items     bigint      NOT NULL,
    counts    text        NOT NULL, -- JSON
    card      text        NOT NULL,
    frozen_by text        NOT NULL,
    frozen_at timestamptz NOT NULL,
    CONSTRAINT dataset_pk PRIMARY KEY (id),
    CONSTRAINT dataset_version_is_unique UNIQUE (name, version),
    CONSTRAINT dataset_is_not_empty CHECK (items > 0)
);

CREATE INDEX dataset_newest ON dataset (frozen_at DESC, id DESC);

-- The items are there before the row that counts and digests them; both commit together.
CREATE TABLE dataset_item (
    dataset_id     uuid    NOT NULL,
    place          bigint  NOT NULL,
    split          text    NOT NULL,
    label_position bigint  NOT NULL,
    CONSTRAINT dataset_item_pk PRIMARY KEY (dataset_id, place),
    CONSTRAINT dataset_item_of_dataset FOREIGN KEY (dataset_id) REFERENCES dataset (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT dataset_item_of_label FOREIGN KEY (label_position) REFERENCES label (position)
);

CREATE INDEX dataset_item_of_split ON dataset_item (dataset_id, split, place);

CREATE TRIGGER dataset_is_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON dataset
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER dataset_item_is_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON dataset_item
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
