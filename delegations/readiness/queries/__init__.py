"""What readiness shows, and what others ask of it."""

from delegations.readiness.queries.compare import compare_page
from delegations.readiness.queries.conditions import condition_of, condition_page
from delegations.readiness.queries.drafts import TasksPage, check_page, line_of, own_assessment, section_of
from delegations.readiness.queries.evidence import (
    details_of,
    evidence_of,
    evidence_page,
    evidence_to_change,
    evidence_to_open,
)
from delegations.readiness.queries.gating import (
    AcceptedOutcome,
    OpenCondition,
    accepted_outcomes,
    of_place,
    open_conditions,
)
from delegations.readiness.queries.letters import letter_to_print, receipt_to_print
from delegations.readiness.queries.moderation import (
    PANEL_FIELDS,
    ModerationPage,
    agreed_changes,
    moderation_page,
    with_moderation,
)
from delegations.readiness.queries.panel import panel_hub, panel_page
from delegations.readiness.queries.printed import receipt_of, receipt_page
from delegations.readiness.queries.questions import questions_page, thread_page
from delegations.readiness.queries.results import letter_of, published_assessment, result_page
from delegations.readiness.queries.reviews import ReviewPage, review_page, with_ratings
from delegations.readiness.queries.rounds import (
    choices,
    framework_of,
    last_round,
    lowering_page,
    round_of,
    round_page,
    rounds_page,
    sections_of,
    verdict_page,
)
from delegations.readiness.queries.sections import ratings_of, section_page, with_fields
from delegations.readiness.queries.signed import assessment_for, section_for
from delegations.readiness.queries.waiting import reviews_page

__all__ = [
    "PANEL_FIELDS",
    "AcceptedOutcome",
    "ModerationPage",
    "OpenCondition",
    "ReviewPage",
    "TasksPage",
    "accepted_outcomes",
    "agreed_changes",
    "assessment_for",
    "check_page",
    "choices",
    "compare_page",
    "condition_of",
    "condition_page",
    "details_of",
    "evidence_of",
    "evidence_page",
    "evidence_to_change",
    "evidence_to_open",
    "framework_of",
    "last_round",
    "letter_of",
    "letter_to_print",
    "line_of",
    "lowering_page",
    "moderation_page",
    "of_place",
    "open_conditions",
    "own_assessment",
    "panel_hub",
    "panel_page",
    "published_assessment",
    "questions_page",
    "ratings_of",
    "receipt_of",
    "receipt_page",
    "receipt_to_print",
    "result_page",
    "review_page",
    "reviews_page",
    "round_of",
    "round_page",
    "rounds_page",
    "section_for",
    "section_of",
    "section_page",
    "sections_of",
    "thread_page",
    "verdict_page",
    "with_fields",
    "with_moderation",
    "with_ratings",
]
