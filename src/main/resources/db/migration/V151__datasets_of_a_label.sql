-- Which datasets hold a label: how those that were retracted since are counted, without reading a whole dataset.
CREATE INDEX dataset_item_of_labels ON dataset_item (label_position, dataset_id);
