"""Every table of the record, imported so that SQLModel's metadata is complete."""

from iro_tui.record.alert import Alert, AlertMove, AlertProcess, AlertReply
from iro_tui.record.away import Away
from iro_tui.record.bank_holiday import BankHoliday
from iro_tui.record.calendar_entry import CalendarEntry
from iro_tui.record.child import Child, PeriodOfCare
from iro_tui.record.consultation import Consultation
from iro_tui.record.contact import Contact, OtherWork
from iro_tui.record.court import Proceedings, ProtectionPlan, SecurePanel
from iro_tui.record.decision import Decision
from iro_tui.record.draft import Draft
from iro_tui.record.earlier_change import EarlierChange
from iro_tui.record.erased import Erased
from iro_tui.record.event import Event
from iro_tui.record.feedback import Feedback
from iro_tui.record.figure import Priority, ReportText, Target, TypedFigure
from iro_tui.record.handover import Handover
from iro_tui.record.health import HealthAssessment, Recommendation, Sdq
from iro_tui.record.home import LegalStatus, Placement
from iro_tui.record.immigration import AgeAssessment, Immigration
from iro_tui.record.leaving_care import PathwayStep
from iro_tui.record.letter import Letter, QuietWord
from iro_tui.record.letter_word import LetterWord
from iro_tui.record.list_answer import ListAnswer
from iro_tui.record.midway import Midway
from iro_tui.record.missing import MissingEpisode
from iro_tui.record.outbox_entry import OutboxEntry
from iro_tui.record.own_word import OwnWord
from iro_tui.record.person import Person
from iro_tui.record.profile import Profile
from iro_tui.record.progress import Progress, ViewAnswer
from iro_tui.record.review import Note, Review, ReviewMeeting
from iro_tui.record.rights import Advocacy, Complaint, IndependentVisitor
from iro_tui.record.rule_setting import RuleSetting
from iro_tui.record.school import Pep, Schooling
from iro_tui.record.snooze import Snooze
from iro_tui.record.visit import Visit

__all__ = [
    "Advocacy",
    "AgeAssessment",
    "Alert",
    "AlertMove",
    "AlertProcess",
    "AlertReply",
    "Away",
    "BankHoliday",
    "CalendarEntry",
    "Child",
    "Complaint",
    "Consultation",
    "Contact",
    "Decision",
    "Draft",
    "EarlierChange",
    "Erased",
    "Event",
    "Feedback",
    "Handover",
    "HealthAssessment",
    "Immigration",
    "IndependentVisitor",
    "LegalStatus",
    "Letter",
    "LetterWord",
    "ListAnswer",
    "Midway",
    "MissingEpisode",
    "Note",
    "OtherWork",
    "OutboxEntry",
    "OwnWord",
    "PathwayStep",
    "Pep",
    "PeriodOfCare",
    "Person",
    "Placement",
    "Priority",
    "Proceedings",
    "Profile",
    "Progress",
    "ProtectionPlan",
    "QuietWord",
    "Recommendation",
    "ReportText",
    "Review",
    "ReviewMeeting",
    "RuleSetting",
    "Schooling",
    "Sdq",
    "SecurePanel",
    "Snooze",
    "Target",
    "TypedFigure",
    "ViewAnswer",
    "Visit",
]
