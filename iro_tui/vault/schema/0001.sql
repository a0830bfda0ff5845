CREATE TABLE alert (
	raised_on DATE NOT NULL,
	concern VARCHAR(200) NOT NULL,
	themes VARCHAR NOT NULL,
	evidence VARCHAR NOT NULL,
	impact VARCHAR NOT NULL,
	asked_for VARCHAR NOT NULL,
	formal_on DATE,
	outcome VARCHAR NOT NULL,
	difference VARCHAR NOT NULL,
	closed_on DATE,
	id VARCHAR NOT NULL,
	child_id VARCHAR NOT NULL,
	process VARCHAR NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE CASCADE
);
CREATE INDEX ix_alert_child_id ON alert (child_id);
CREATE TABLE away (
	kind VARCHAR NOT NULL,
	from_on DATE NOT NULL,
	until_on DATE NOT NULL,
	what VARCHAR(60) NOT NULL,
	id VARCHAR NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE bank_holiday (
	day DATE NOT NULL,
	name VARCHAR(60) NOT NULL,
	id VARCHAR NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE calendar_entry (
	uid VARCHAR NOT NULL,
	sequence INTEGER NOT NULL,
	fingerprint VARCHAR NOT NULL,
	starts VARCHAR NOT NULL,
	what VARCHAR NOT NULL,
	gone BOOLEAN NOT NULL,
	PRIMARY KEY (uid)
);
CREATE TABLE child (
	first_name VARCHAR(80) NOT NULL,
	surname VARCHAR(80) NOT NULL,
	known_as VARCHAR(80) NOT NULL,
	born DATE NOT NULL,
	sex VARCHAR NOT NULL,
	pronouns VARCHAR NOT NULL,
	ethnicity VARCHAR NOT NULL,
	language VARCHAR(60) NOT NULL,
	uasc BOOLEAN NOT NULL,
	disability VARCHAR(120) NOT NULL,
	category_of_need VARCHAR NOT NULL,
	permanence VARCHAR NOT NULL,
	review_every INTEGER,
	why_in_care VARCHAR NOT NULL,
	reading_support BOOLEAN NOT NULL,
	reader_age INTEGER,
	communication VARCHAR NOT NULL,
	home_word VARCHAR(60) NOT NULL,
	sibling_group VARCHAR(40) NOT NULL,
	notes VARCHAR NOT NULL,
	id VARCHAR NOT NULL,
	mosaic_id VARCHAR NOT NULL,
	closed_on DATE,
	PRIMARY KEY (id)
);
CREATE UNIQUE INDEX ix_child_mosaic_id ON child (mosaic_id);
CREATE TABLE consultation (
	held_on DATE NOT NULL,
	kind VARCHAR NOT NULL,
	place VARCHAR(120) NOT NULL,
	alone BOOLEAN,
	why_not_alone VARCHAR(200) NOT NULL,
	told VARCHAR NOT NULL,
	own_words VARCHAR NOT NULL,
	noticed VARCHAR NOT NULL,
	not_to_share VARCHAR NOT NULL,
	id VARCHAR NOT NULL,
	child_id VARCHAR NOT NULL,
	review_id VARCHAR,
	source VARCHAR NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE CASCADE,
	FOREIGN KEY(review_id) REFERENCES review (id) ON DELETE SET NULL
);
CREATE INDEX ix_consultation_child_id ON consultation (child_id);
CREATE INDEX ix_consultation_review_id ON consultation (review_id);
CREATE TABLE decision (
	text VARCHAR NOT NULL,
	who VARCHAR(120) NOT NULL,
	by_when DATE,
	starting BOOLEAN NOT NULL,
	against_wish VARCHAR NOT NULL,
	status VARCHAR NOT NULL,
	reason VARCHAR(300) NOT NULL,
	closed_on DATE,
	position INTEGER NOT NULL,
	id VARCHAR NOT NULL,
	child_id VARCHAR NOT NULL,
	review_id VARCHAR NOT NULL,
	note_id VARCHAR,
	PRIMARY KEY (id),
	FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE CASCADE,
	FOREIGN KEY(review_id) REFERENCES review (id) ON DELETE CASCADE,
	FOREIGN KEY(note_id) REFERENCES note (id) ON DELETE SET NULL
);
CREATE INDEX ix_decision_child_id ON decision (child_id);
CREATE INDEX ix_decision_note_id ON decision (note_id);
CREATE INDEX ix_decision_review_id ON decision (review_id);
CREATE TABLE draft (
	"key" VARCHAR NOT NULL,
	child_id VARCHAR,
	body JSON NOT NULL,
	saved_at DATETIME NOT NULL,
	PRIMARY KEY ("key"),
	FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE CASCADE
);
CREATE INDEX ix_draft_child_id ON draft (child_id);
CREATE TABLE legal_status (
	code VARCHAR NOT NULL,
	started_on DATE NOT NULL,
	ended_on DATE,
	id VARCHAR NOT NULL,
	child_id VARCHAR NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE CASCADE
);
CREATE INDEX ix_legal_status_child_id ON legal_status (child_id);
CREATE TABLE letter (
	text VARCHAR NOT NULL,
	phrases_version VARCHAR NOT NULL,
	origin JSON NOT NULL,
	kept JSON NOT NULL,
	drafted_on DATE,
	changed_at DATETIME,
	id VARCHAR NOT NULL,
	child_id VARCHAR NOT NULL,
	review_id VARCHAR NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE CASCADE,
	UNIQUE (review_id),
	FOREIGN KEY(review_id) REFERENCES review (id) ON DELETE CASCADE
);
CREATE INDEX ix_letter_child_id ON letter (child_id);
CREATE TABLE midway (
	held_on DATE NOT NULL,
	method VARCHAR NOT NULL,
	with_whom VARCHAR(120) NOT NULL,
	child_seen BOOLEAN NOT NULL,
	going VARCHAR NOT NULL,
	worries VARCHAR NOT NULL,
	next_steps VARCHAR NOT NULL,
	judgement VARCHAR NOT NULL,
	id VARCHAR NOT NULL,
	child_id VARCHAR NOT NULL,
	source VARCHAR NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE CASCADE
);
CREATE INDEX ix_midway_child_id ON midway (child_id);
CREATE TABLE note (
	tag VARCHAR NOT NULL,
	text VARCHAR NOT NULL,
	noted_at VARCHAR(5) NOT NULL,
	position INTEGER NOT NULL,
	id VARCHAR NOT NULL,
	child_id VARCHAR NOT NULL,
	review_id VARCHAR NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE CASCADE,
	FOREIGN KEY(review_id) REFERENCES review (id) ON DELETE CASCADE
);
CREATE INDEX ix_note_child_id ON note (child_id);
CREATE INDEX ix_note_review_id ON note (review_id);
CREATE TABLE outbox_entry (
	kind VARCHAR NOT NULL,
	what VARCHAR NOT NULL,
	made_on DATE NOT NULL,
	file VARCHAR NOT NULL,
	sha256 VARCHAR NOT NULL,
	uploaded_on DATE,
	id VARCHAR NOT NULL,
	child_id VARCHAR NOT NULL,
	subject_id VARCHAR NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE CASCADE
);
CREATE INDEX ix_outbox_entry_child_id ON outbox_entry (child_id);
CREATE INDEX ix_outbox_entry_subject_id ON outbox_entry (subject_id);
CREATE TABLE period_of_care (
	started_on DATE NOT NULL,
	ended_on DATE,
	end_reason VARCHAR NOT NULL,
	id VARCHAR NOT NULL,
	child_id VARCHAR NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE CASCADE
);
CREATE INDEX ix_period_of_care_child_id ON period_of_care (child_id);
CREATE TABLE person (
	name VARCHAR(120) NOT NULL,
	role VARCHAR NOT NULL,
	child_calls VARCHAR(60) NOT NULL,
	team VARCHAR(80) NOT NULL,
	phone VARCHAR(40) NOT NULL,
	email VARCHAR(120) NOT NULL,
	may_be_told VARCHAR NOT NULL,
	from_on DATE,
	until_on DATE,
	id VARCHAR NOT NULL,
	child_id VARCHAR NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE CASCADE
);
CREATE INDEX ix_person_child_id ON person (child_id);
CREATE TABLE placement (
	kind VARCHAR NOT NULL,
	provider VARCHAR NOT NULL,
	started_on DATE NOT NULL,
	ended_on DATE,
	carer VARCHAR(120) NOT NULL,
	phone VARCHAR(40) NOT NULL,
	postcode VARCHAR(12) NOT NULL,
	planned BOOLEAN,
	id VARCHAR NOT NULL,
	child_id VARCHAR NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE CASCADE
);
CREATE INDEX ix_placement_child_id ON placement (child_id);
CREATE TABLE profile (
	name VARCHAR(80) NOT NULL,
	job_title VARCHAR(80) NOT NULL,
	phone VARCHAR(40) NOT NULL,
	email VARCHAR(120) NOT NULL,
	council VARCHAR(80) NOT NULL,
	advocacy_name VARCHAR(80) NOT NULL,
	advocacy_phone VARCHAR(40) NOT NULL,
	look VARCHAR NOT NULL,
	plain_signs BOOLEAN NOT NULL,
	lock_minutes INTEGER NOT NULL,
	most_reviews INTEGER NOT NULL,
	id VARCHAR NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE review (
	kind VARCHAR NOT NULL,
	booked_for DATE,
	booked_time VARCHAR(5) NOT NULL,
	place VARCHAR(120) NOT NULL,
	wanted_there VARCHAR NOT NULL,
	agenda VARCHAR NOT NULL,
	report_on DATE,
	plan_on DATE,
	opened_on DATE,
	completed_on DATE,
	covered VARCHAR NOT NULL,
	participation VARCHAR NOT NULL,
	chaired VARCHAR NOT NULL,
	child_views VARCHAR NOT NULL,
	parent_views VARCHAR NOT NULL,
	carer_views VARCHAR NOT NULL,
	other_views VARCHAR NOT NULL,
	iro_view VARCHAR NOT NULL,
	late_reason VARCHAR NOT NULL,
	late_note VARCHAR(300) NOT NULL,
	next_on DATE,
	next_time VARCHAR(5) NOT NULL,
	next_place VARCHAR(120) NOT NULL,
	id VARCHAR NOT NULL,
	child_id VARCHAR NOT NULL,
	distributed_on DATE,
	source VARCHAR(40) NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE CASCADE
);
CREATE INDEX ix_review_child_id ON review (child_id);
CREATE TABLE rule_setting (
	in_force BOOLEAN,
	number INTEGER,
	id VARCHAR NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE snooze (
	until_on DATE NOT NULL,
	reason VARCHAR(200) NOT NULL,
	id VARCHAR NOT NULL,
	child_id VARCHAR NOT NULL,
	kind VARCHAR NOT NULL,
	subject VARCHAR NOT NULL,
	made_on DATE NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE CASCADE
);
CREATE INDEX ix_snooze_child_id ON snooze (child_id);
CREATE TABLE history (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    step INTEGER NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    words TEXT NOT NULL,
    table_name TEXT NOT NULL,
    row_id TEXT NOT NULL,
    child_id TEXT,
    action TEXT NOT NULL CHECK (action IN ('insert', 'update', 'delete')),
    before TEXT,
    after TEXT,
    undoes INTEGER,
    chain TEXT
);
CREATE INDEX history_step ON history (step);
CREATE INDEX history_child ON history (child_id, seq);
CREATE INDEX history_undoes ON history (undoes) WHERE undoes IS NOT NULL;
CREATE TABLE acting (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    step INTEGER NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    words TEXT NOT NULL,
    undoes INTEGER
);
