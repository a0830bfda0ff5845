CREATE TABLE advocacy (
	asked_on DATE NOT NULL,
	asked_by VARCHAR NOT NULL,
	issues VARCHAR NOT NULL,
	granted BOOLEAN,
	granted_on DATE,
	provider VARCHAR(80) NOT NULL,
	advocate VARCHAR(120) NOT NULL,
	ended_on DATE,
	outcome VARCHAR NOT NULL,
	id VARCHAR NOT NULL,
	child_id VARCHAR NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE CASCADE
);
CREATE INDEX ix_advocacy_child_id ON advocacy (child_id);
CREATE TABLE age_assessment (
	asked_on DATE NOT NULL,
	done_on DATE,
	outcome VARCHAR NOT NULL,
	note VARCHAR NOT NULL,
	id VARCHAR NOT NULL,
	child_id VARCHAR NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE CASCADE
);
CREATE INDEX ix_age_assessment_child_id ON age_assessment (child_id);
ALTER TABLE "alert" ADD COLUMN kind VARCHAR DEFAULT 'ALERT' NOT NULL;
ALTER TABLE "alert" ADD COLUMN decision VARCHAR DEFAULT '' NOT NULL;
ALTER TABLE "alert" ADD COLUMN child_told_on DATE;
ALTER TABLE "alert" ADD COLUMN follow_up_on DATE;
ALTER TABLE "alert" ADD COLUMN follow_up VARCHAR DEFAULT '' NOT NULL;
ALTER TABLE "alert" ADD COLUMN tracked BOOLEAN DEFAULT 0 NOT NULL;
ALTER TABLE "alert" ADD COLUMN about VARCHAR DEFAULT '' NOT NULL;
CREATE TABLE alert_move (
	moved_on DATE NOT NULL,
	step VARCHAR(30) NOT NULL,
	note VARCHAR(300) NOT NULL,
	id VARCHAR NOT NULL,
	child_id VARCHAR NOT NULL,
	alert_id VARCHAR NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE CASCADE,
	FOREIGN KEY(alert_id) REFERENCES alert (id) ON DELETE CASCADE
);
CREATE INDEX ix_alert_move_alert_id ON alert_move (alert_id);
CREATE INDEX ix_alert_move_child_id ON alert_move (child_id);
CREATE TABLE alert_process (
	name VARCHAR(40) NOT NULL,
	made_on DATE NOT NULL,
	limit_days INTEGER,
	id VARCHAR NOT NULL,
	steps JSON NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE alert_reply (
	answered_on DATE NOT NULL,
	who VARCHAR(120) NOT NULL,
	words VARCHAR NOT NULL,
	enough BOOLEAN,
	id VARCHAR NOT NULL,
	child_id VARCHAR NOT NULL,
	alert_id VARCHAR NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE CASCADE,
	FOREIGN KEY(alert_id) REFERENCES alert (id) ON DELETE CASCADE
);
CREATE INDEX ix_alert_reply_alert_id ON alert_reply (alert_id);
CREATE INDEX ix_alert_reply_child_id ON alert_reply (child_id);
ALTER TABLE "child" ADD COLUMN letter_needs VARCHAR DEFAULT '' NOT NULL;
ALTER TABLE "child" ADD COLUMN print_pt INTEGER;
ALTER TABLE "child" ADD COLUMN interpreter VARCHAR(60) DEFAULT '' NOT NULL;
ALTER TABLE "child" ADD COLUMN leaflet_on DATE;
ALTER TABLE "child" ADD COLUMN could_chair VARCHAR(200) DEFAULT '' NOT NULL;
ALTER TABLE "child" ADD COLUMN family_network VARCHAR DEFAULT '' NOT NULL;
ALTER TABLE "child" ADD COLUMN nationality VARCHAR(60) DEFAULT '' NOT NULL;
ALTER TABLE "child" ADD COLUMN religion VARCHAR(60) DEFAULT '' NOT NULL;
ALTER TABLE "child" ADD COLUMN gender VARCHAR DEFAULT '' NOT NULL;
ALTER TABLE "child" ADD COLUMN sexuality VARCHAR(60) DEFAULT '' NOT NULL;
CREATE TABLE complaint (
	made_on DATE NOT NULL,
	made_by VARCHAR NOT NULL,
	about VARCHAR NOT NULL,
	to_whom VARCHAR(120) NOT NULL,
	answered_on DATE,
	outcome VARCHAR NOT NULL,
	id VARCHAR NOT NULL,
	child_id VARCHAR NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE CASCADE
);
CREATE INDEX ix_complaint_child_id ON complaint (child_id);
ALTER TABLE "consultation" ADD COLUMN tried VARCHAR(300) DEFAULT '' NOT NULL;
ALTER TABLE "consultation" ADD COLUMN wants_there VARCHAR(200) DEFAULT '' NOT NULL;
ALTER TABLE "consultation" ADD COLUMN wants_when VARCHAR(200) DEFAULT '' NOT NULL;
ALTER TABLE "consultation" ADD COLUMN wants_chair BOOLEAN;
ALTER TABLE "consultation" ADD COLUMN wants_talk VARCHAR DEFAULT '' NOT NULL;
ALTER TABLE "consultation" ADD COLUMN questions VARCHAR DEFAULT '' NOT NULL;
ALTER TABLE "consultation" ADD COLUMN follow_up VARCHAR(200) DEFAULT '' NOT NULL;
ALTER TABLE "consultation" ADD COLUMN started_by VARCHAR DEFAULT 'IRO' NOT NULL;
ALTER TABLE "consultation" ADD COLUMN others VARCHAR(120) DEFAULT '' NOT NULL;
ALTER TABLE "consultation" ADD COLUMN helped_by VARCHAR(120) DEFAULT '' NOT NULL;
ALTER TABLE "consultation" ADD COLUMN activity VARCHAR(120) DEFAULT '' NOT NULL;
ALTER TABLE "consultation" ADD COLUMN minutes INTEGER;
ALTER TABLE "consultation" ADD COLUMN before_move BOOLEAN DEFAULT 0 NOT NULL;
CREATE TABLE contact (
	held_on DATE NOT NULL,
	with_role VARCHAR NOT NULL,
	who VARCHAR(120) NOT NULL,
	method VARCHAR NOT NULL,
	advice BOOLEAN NOT NULL,
	words VARCHAR NOT NULL,
	id VARCHAR NOT NULL,
	child_id VARCHAR NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE CASCADE
);
CREATE INDEX ix_contact_child_id ON contact (child_id);
ALTER TABLE "decision" ADD COLUMN first_by DATE;
CREATE TABLE erased (
	mosaic_id VARCHAR NOT NULL,
	erased_on DATE NOT NULL,
	reason VARCHAR(200) NOT NULL,
	id VARCHAR NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE event (
	kind VARCHAR NOT NULL,
	known_on DATE NOT NULL,
	happens_on DATE,
	what VARCHAR NOT NULL,
	child_asked_on DATE,
	iro_asked_on DATE,
	earlier BOOLEAN,
	earlier_reason VARCHAR NOT NULL,
	earlier_by DATE,
	why_not VARCHAR(200) NOT NULL,
	id VARCHAR NOT NULL,
	child_id VARCHAR NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE CASCADE
);
CREATE INDEX ix_event_child_id ON event (child_id);
CREATE TABLE feedback (
	given_on DATE NOT NULL,
	who VARCHAR NOT NULL,
	about VARCHAR NOT NULL,
	words VARCHAR NOT NULL,
	may_quote BOOLEAN NOT NULL,
	id VARCHAR NOT NULL,
	child_id VARCHAR NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE CASCADE
);
CREATE INDEX ix_feedback_child_id ON feedback (child_id);
CREATE TABLE handover (
	passed_on DATE NOT NULL,
	way VARCHAR NOT NULL,
	who VARCHAR(80) NOT NULL,
	cover BOOLEAN NOT NULL,
	id VARCHAR NOT NULL,
	child_id VARCHAR NOT NULL,
	number INTEGER NOT NULL,
	snapshot VARCHAR NOT NULL,
	base JSON NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE CASCADE
);
CREATE INDEX ix_handover_child_id ON handover (child_id);
CREATE TABLE health_assessment (
	held_on DATE NOT NULL,
	kind VARCHAR NOT NULL,
	report_on DATE,
	up_to_date VARCHAR NOT NULL,
	note VARCHAR NOT NULL,
	id VARCHAR NOT NULL,
	child_id VARCHAR NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE CASCADE
);
CREATE INDEX ix_health_assessment_child_id ON health_assessment (child_id);
CREATE TABLE immigration (
	status VARCHAR NOT NULL,
	started_on DATE NOT NULL,
	ended_on DATE,
	solicitor VARCHAR(120) NOT NULL,
	solicitor_phone VARCHAR(40) NOT NULL,
	next_on DATE,
	next_what VARCHAR(80) NOT NULL,
	note VARCHAR NOT NULL,
	id VARCHAR NOT NULL,
	child_id VARCHAR NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE CASCADE
);
CREATE INDEX ix_immigration_child_id ON immigration (child_id);
CREATE TABLE independent_visitor (
	considered_on DATE NOT NULL,
	wanted BOOLEAN,
	asked_on DATE,
	name VARCHAR(120) NOT NULL,
	started_on DATE,
	ended_on DATE,
	note VARCHAR NOT NULL,
	id VARCHAR NOT NULL,
	child_id VARCHAR NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE CASCADE
);
CREATE INDEX ix_independent_visitor_child_id ON independent_visitor (child_id);
ALTER TABLE "letter" ADD COLUMN format VARCHAR DEFAULT '' NOT NULL;
CREATE TABLE letter_word (
	kind VARCHAR NOT NULL,
	say_instead VARCHAR(200) NOT NULL,
	explanation VARCHAR(200) NOT NULL,
	up_to_age INTEGER NOT NULL,
	id VARCHAR NOT NULL,
	word VARCHAR NOT NULL,
	PRIMARY KEY (id)
);
CREATE UNIQUE INDEX ix_letter_word_word ON letter_word (word);
CREATE TABLE list_answer (
	id VARCHAR NOT NULL,
	asked VARCHAR NOT NULL,
	answer VARCHAR NOT NULL,
	council VARCHAR NOT NULL,
	said_on DATE NOT NULL,
	PRIMARY KEY (id)
);
CREATE INDEX ix_list_answer_asked ON list_answer (asked);
ALTER TABLE "midway" ADD COLUMN child_message VARCHAR DEFAULT '' NOT NULL;
ALTER TABLE "midway" ADD COLUMN visits_in_time BOOLEAN;
ALTER TABLE "midway" ADD COLUMN drift BOOLEAN;
ALTER TABLE "midway" ADD COLUMN safety VARCHAR(300) DEFAULT '' NOT NULL;
ALTER TABLE "midway" ADD COLUMN alert_id VARCHAR REFERENCES alert (id) ON DELETE SET NULL;
CREATE INDEX ix_midway_alert_id ON midway (alert_id);
CREATE TABLE missing_episode (
	kind VARCHAR NOT NULL,
	gone_on DATE NOT NULL,
	gone_at VARCHAR(5) NOT NULL,
	back_on DATE,
	back_at VARCHAR(5) NOT NULL,
	offered_on DATE,
	accepted BOOLEAN,
	interview_on DATE,
	strategy_on DATE,
	iro_there BOOLEAN,
	note VARCHAR NOT NULL,
	id VARCHAR NOT NULL,
	child_id VARCHAR NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE CASCADE
);
CREATE INDEX ix_missing_episode_child_id ON missing_episode (child_id);
CREATE TABLE other_work (
	held_on DATE NOT NULL,
	kind VARCHAR NOT NULL,
	minutes INTEGER,
	note VARCHAR NOT NULL,
	id VARCHAR NOT NULL,
	PRIMARY KEY (id)
);
ALTER TABLE "outbox_entry" ADD COLUMN handed_on DATE;
ALTER TABLE "outbox_entry" ADD COLUMN held_up VARCHAR DEFAULT '' NOT NULL;
ALTER TABLE "outbox_entry" ADD COLUMN removed_on DATE;
CREATE TABLE own_word (
	word VARCHAR(60) NOT NULL,
	means VARCHAR(120) NOT NULL,
	id VARCHAR NOT NULL,
	child_id VARCHAR NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE CASCADE
);
CREATE INDEX ix_own_word_child_id ON own_word (child_id);
CREATE TABLE pathway_step (
	kind VARCHAR NOT NULL,
	done_on DATE NOT NULL,
	note VARCHAR NOT NULL,
	id VARCHAR NOT NULL,
	child_id VARCHAR NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE CASCADE
);
CREATE INDEX ix_pathway_step_child_id ON pathway_step (child_id);
CREATE TABLE pep (
	held_on DATE NOT NULL,
	attendance INTEGER,
	note VARCHAR NOT NULL,
	id VARCHAR NOT NULL,
	child_id VARCHAR NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE CASCADE
);
CREATE INDEX ix_pep_child_id ON pep (child_id);
ALTER TABLE "period_of_care" ADD COLUMN iro_told_on DATE;
ALTER TABLE "period_of_care" ADD COLUMN iro_named_on DATE;
ALTER TABLE "period_of_care" ADD COLUMN care_plan_on DATE;
ALTER TABLE "person" ADD COLUMN invited BOOLEAN;
ALTER TABLE "placement" ADD COLUMN address VARCHAR(120) DEFAULT '' NOT NULL;
ALTER TABLE "placement" ADD COLUMN move_reason VARCHAR DEFAULT '' NOT NULL;
ALTER TABLE "placement" ADD COLUMN child_asked BOOLEAN;
ALTER TABLE "placement" ADD COLUMN child_saw BOOLEAN;
ALTER TABLE "placement" ADD COLUMN iro_asked_on DATE;
ALTER TABLE "placement" ADD COLUMN plan_on DATE;
ALTER TABLE "placement" ADD COLUMN lasts BOOLEAN DEFAULT 0 NOT NULL;
ALTER TABLE "placement" ADD COLUMN long_term_on DATE;
ALTER TABLE "placement" ADD COLUMN visits VARCHAR DEFAULT '' NOT NULL;
CREATE TABLE priority (
	year INTEGER NOT NULL,
	text VARCHAR NOT NULL,
	target VARCHAR(120) NOT NULL,
	baseline VARCHAR(120) NOT NULL,
	progress VARCHAR NOT NULL,
	position INTEGER NOT NULL,
	id VARCHAR NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE proceedings (
	kind VARCHAR NOT NULL,
	started_on DATE NOT NULL,
	court VARCHAR(80) NOT NULL,
	stage VARCHAR NOT NULL,
	next_on DATE,
	guardian_on DATE,
	ended_on DATE,
	outcome VARCHAR(200) NOT NULL,
	id VARCHAR NOT NULL,
	child_id VARCHAR NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE CASCADE
);
CREATE INDEX ix_proceedings_child_id ON proceedings (child_id);
ALTER TABLE "profile" ADD COLUMN backup_folder VARCHAR(200) DEFAULT '' NOT NULL;
ALTER TABLE "profile" ADD COLUMN handover_folder VARCHAR(200) DEFAULT '' NOT NULL;
ALTER TABLE "profile" ADD COLUMN plain_days INTEGER DEFAULT 7 NOT NULL;
ALTER TABLE "profile" ADD COLUMN alert_process VARCHAR DEFAULT '' NOT NULL;
CREATE TABLE progress (
	answered_on DATE NOT NULL,
	status VARCHAR NOT NULL,
	note VARCHAR(300) NOT NULL,
	by_when DATE,
	id VARCHAR NOT NULL,
	child_id VARCHAR NOT NULL,
	decision_id VARCHAR NOT NULL,
	review_id VARCHAR,
	midway_id VARCHAR,
	PRIMARY KEY (id),
	FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE CASCADE,
	FOREIGN KEY(decision_id) REFERENCES decision (id) ON DELETE CASCADE,
	FOREIGN KEY(review_id) REFERENCES review (id) ON DELETE SET NULL,
	FOREIGN KEY(midway_id) REFERENCES midway (id) ON DELETE SET NULL
);
CREATE INDEX ix_progress_child_id ON progress (child_id);
CREATE INDEX ix_progress_decision_id ON progress (decision_id);
CREATE INDEX ix_progress_midway_id ON progress (midway_id);
CREATE INDEX ix_progress_review_id ON progress (review_id);
CREATE TABLE protection_plan (
	started_on DATE NOT NULL,
	ended_on DATE,
	category VARCHAR NOT NULL,
	conference_on DATE,
	adviser_on DATE,
	note VARCHAR NOT NULL,
	id VARCHAR NOT NULL,
	child_id VARCHAR NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE CASCADE
);
CREATE INDEX ix_protection_plan_child_id ON protection_plan (child_id);
CREATE TABLE quiet_word (
	id VARCHAR NOT NULL,
	child_id VARCHAR,
	word VARCHAR NOT NULL,
	said_on DATE NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE CASCADE
);
CREATE INDEX ix_quiet_word_child_id ON quiet_word (child_id);
CREATE TABLE recommendation (
	text VARCHAR(300) NOT NULL,
	made_on DATE NOT NULL,
	who VARCHAR(120) NOT NULL,
	by_when DATE,
	status VARCHAR NOT NULL,
	reason VARCHAR(300) NOT NULL,
	closed_on DATE,
	id VARCHAR NOT NULL,
	child_id VARCHAR NOT NULL,
	assessment_id VARCHAR,
	PRIMARY KEY (id),
	FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE CASCADE,
	FOREIGN KEY(assessment_id) REFERENCES health_assessment (id) ON DELETE SET NULL
);
CREATE INDEX ix_recommendation_assessment_id ON recommendation (assessment_id);
CREATE INDEX ix_recommendation_child_id ON recommendation (child_id);
CREATE TABLE report_text (
	year INTEGER NOT NULL,
	section VARCHAR NOT NULL,
	text VARCHAR NOT NULL,
	id VARCHAR NOT NULL,
	PRIMARY KEY (id)
);
ALTER TABLE "review" ADD COLUMN format VARCHAR DEFAULT 'ONE' NOT NULL;
ALTER TABLE "review" ADD COLUMN chair_ready BOOLEAN DEFAULT 0 NOT NULL;
ALTER TABLE "review" ADD COLUMN agreed_on DATE;
ALTER TABLE "review" ADD COLUMN worker_on DATE;
ALTER TABLE "review" ADD COLUMN invited_on DATE;
ALTER TABLE "review" ADD COLUMN not_invited VARCHAR(200) DEFAULT '' NOT NULL;
ALTER TABLE "review" ADD COLUMN report_covers VARCHAR DEFAULT '' NOT NULL;
ALTER TABLE "review" ADD COLUMN not_covered VARCHAR DEFAULT '' NOT NULL;
ALTER TABLE "review" ADD COLUMN not_covered_why VARCHAR DEFAULT '' NOT NULL;
ALTER TABLE "review" ADD COLUMN there VARCHAR(300) DEFAULT '' NOT NULL;
ALTER TABLE "review" ADD COLUMN absence VARCHAR DEFAULT '' NOT NULL;
ALTER TABLE "review" ADD COLUMN tried VARCHAR(300) DEFAULT '' NOT NULL;
ALTER TABLE "review" ADD COLUMN parents_left_out VARCHAR(200) DEFAULT '' NOT NULL;
ALTER TABLE "review" ADD COLUMN plan_judgement VARCHAR DEFAULT '' NOT NULL;
ALTER TABLE "review" ADD COLUMN adjourned_on DATE;
ALTER TABLE "review" ADD COLUMN adjourned_why VARCHAR(300) DEFAULT '' NOT NULL;
ALTER TABLE "review" ADD COLUMN delay_weighed VARCHAR DEFAULT '' NOT NULL;
ALTER TABLE "review" ADD COLUMN plan_updated_on DATE;
ALTER TABLE "review" ADD COLUMN objected_on DATE;
ALTER TABLE "review" ADD COLUMN objection VARCHAR(300) DEFAULT '' NOT NULL;
ALTER TABLE "review" ADD COLUMN left_out VARCHAR(200) DEFAULT '' NOT NULL;
CREATE TABLE review_meeting (
	"on" DATE NOT NULL,
	at VARCHAR(5) NOT NULL,
	place VARCHAR(120) NOT NULL,
	who VARCHAR(300) NOT NULL,
	state VARCHAR NOT NULL,
	cancelled_by VARCHAR NOT NULL,
	why VARCHAR(300) NOT NULL,
	id VARCHAR NOT NULL,
	child_id VARCHAR NOT NULL,
	review_id VARCHAR NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE CASCADE,
	FOREIGN KEY(review_id) REFERENCES review (id) ON DELETE CASCADE
);
CREATE INDEX ix_review_meeting_child_id ON review_meeting (child_id);
CREATE INDEX ix_review_meeting_review_id ON review_meeting (review_id);
CREATE TABLE schooling (
	name VARCHAR(120) NOT NULL,
	started_on DATE NOT NULL,
	ended_on DATE,
	year_group VARCHAR(20) NOT NULL,
	support VARCHAR NOT NULL,
	id VARCHAR NOT NULL,
	child_id VARCHAR NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE CASCADE
);
CREATE INDEX ix_schooling_child_id ON schooling (child_id);
CREATE TABLE sdq (
	answered_on DATE NOT NULL,
	score INTEGER,
	no_score VARCHAR NOT NULL,
	id VARCHAR NOT NULL,
	child_id VARCHAR NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE CASCADE
);
CREATE INDEX ix_sdq_child_id ON sdq (child_id);
CREATE TABLE secure_panel (
	held_on DATE NOT NULL,
	advocate_there BOOLEAN,
	outcome VARCHAR NOT NULL,
	id VARCHAR NOT NULL,
	child_id VARCHAR NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE CASCADE
);
CREATE INDEX ix_secure_panel_child_id ON secure_panel (child_id);
CREATE TABLE target (
	year INTEGER NOT NULL,
	figure VARCHAR(30) NOT NULL,
	value FLOAT NOT NULL,
	id VARCHAR NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE typed_figure (
	year INTEGER NOT NULL,
	figure VARCHAR(30) NOT NULL,
	value FLOAT,
	numerator FLOAT,
	denominator FLOAT,
	source VARCHAR(120) NOT NULL,
	typed_on DATE,
	id VARCHAR NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE view_answer (
	answered_on DATE NOT NULL,
	outcome VARCHAR NOT NULL,
	words VARCHAR NOT NULL,
	id VARCHAR NOT NULL,
	child_id VARCHAR NOT NULL,
	consultation_id VARCHAR,
	note_id VARCHAR,
	review_id VARCHAR,
	decision_id VARCHAR,
	PRIMARY KEY (id),
	FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE CASCADE,
	FOREIGN KEY(consultation_id) REFERENCES consultation (id) ON DELETE SET NULL,
	FOREIGN KEY(note_id) REFERENCES note (id) ON DELETE SET NULL,
	FOREIGN KEY(review_id) REFERENCES review (id) ON DELETE SET NULL,
	FOREIGN KEY(decision_id) REFERENCES decision (id) ON DELETE SET NULL
);
CREATE INDEX ix_view_answer_child_id ON view_answer (child_id);
CREATE INDEX ix_view_answer_consultation_id ON view_answer (consultation_id);
CREATE INDEX ix_view_answer_decision_id ON view_answer (decision_id);
CREATE INDEX ix_view_answer_note_id ON view_answer (note_id);
CREATE INDEX ix_view_answer_review_id ON view_answer (review_id);
CREATE TABLE visit (
	visited_on DATE NOT NULL,
	who VARCHAR(120) NOT NULL,
	alone BOOLEAN,
	note VARCHAR(200) NOT NULL,
	id VARCHAR NOT NULL,
	child_id VARCHAR NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE CASCADE
);
CREATE INDEX ix_visit_child_id ON visit (child_id);
