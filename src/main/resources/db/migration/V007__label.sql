-- The next position of the change feed. One row, locked by the transaction that takes a position: positions are then
-- given in the order of commits, and a reader who has seen position n never misses one below it.
CREATE TABLE label_position (
    single   boolean NOT NULL DEFAULT true,
    position bigint  NOT NULL,
    CONSTRAINT label_position_pk PRIMARY KEY (single),
    CONSTRAINT label_position_is_one_row CHECK (single)
);

INSERT INTO label_position (position) VALUES (0);

CREATE TABLE label (
    position    bigint      NOT NULL,
    id          uuid        NOT NULL,
    ruling_id   uuid        NOT NULL,
    decision_id uuid        NOT NULL,
    retracts    uuid,
    created_at  timestamptz NOT NULL,
    document    bytea       NOT NULL, -- the record as exported, JSON, zlib
    CONSTRAINT label_pk PRIMARY KEY (position),
    CONSTRAINT label_id_is_unique UNIQUE (id),
    CONSTRAINT label_once_per_ruling UNIQUE (ruling_id),
    CONSTRAINT label_of_ruling FOREIGN KEY (ruling_id) REFERENCES ruling (id)
);

ALTER TABLE label ALTER COLUMN document SET STORAGE EXTERNAL;

CREATE TRIGGER label_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON label
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
