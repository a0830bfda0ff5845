CREATE TABLE earlier_change (
	id VARCHAR NOT NULL,
	child_id VARCHAR NOT NULL,
	place INTEGER NOT NULL,
	line BOOLEAN NOT NULL,
	at VARCHAR NOT NULL,
	who VARCHAR NOT NULL,
	words VARCHAR NOT NULL,
	table_name VARCHAR NOT NULL,
	row_id VARCHAR NOT NULL,
	action VARCHAR NOT NULL,
	"before" VARCHAR NOT NULL,
	"after" VARCHAR NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE CASCADE
);
CREATE INDEX ix_earlier_change_child_id ON earlier_change (child_id);
