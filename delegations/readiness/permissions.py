"""Who may do what in a readiness round; nobody reviews their own work."""

from dataclasses import dataclass

import rules

from delegations.readiness.models import (
    KNOWERS,
    READERS,
    Answer,
    Assessment,
    Condition,
    Section,
    Submission,
)
from lsc_places.people.models import Grant, User
from lsc_places.people.permissions import holds_across_the_icb, is_programme_manager
from lsc_places.places.models import Place

OPEN_ROUND = "readiness.open_round"
CLOSE_ROUND = "readiness.close_round"
RECORD_VERDICT = "readiness.record_verdict"
ANSWER = "readiness.answer"
VIEW_ANSWERS = "readiness.view_answers"
REVIEW_AS_PARTNER = "readiness.review_as_partner"
REVIEW_AS_LEAD = "readiness.review_as_lead"
VIEW_RATINGS = "readiness.view_ratings"
ASK = "readiness.ask"
MODERATE = "readiness.moderate"
DISCHARGE = "readiness.discharge"
MAKE_ITEM = "readiness.make_item"
LOWER_AUTONOMY = "readiness.lower_autonomy"
COMPARE = "readiness.compare"
VIEW_RESULT_DETAILS = "readiness.view_result_details"

Right = Grant.Right
LEADS = (
    Right.FINANCE_LEAD,
    Right.WORKFORCE_LEAD,
    Right.PERFORMANCE_LEAD,
    Right.GOVERNANCE_LEAD,
    Right.QUALITY_LEAD,
)


@dataclass(frozen=True)
class Desk:
    """A section of an assessment, as somebody sits down to review it."""

    assessment: Assessment
    section: Section


def acting_for(user: User, *, place: Place | None) -> User | None:
    """The director a deputy acts for at a place, none when somebody acts for themselves."""
    held = [
        grant for grant in user.current_grants if grant.right == Right.DHCI and place and grant.place_id == place.pk
    ]
    own = any(grant.deputy_for_id is None for grant in held)
    return None if own or not held else held[0].deputy_for


@rules.predicate
def writes_it(user: User, assessment: Assessment) -> bool:
    """The director of the place or a deputy; of the ICB's own assessment its accountable officer."""
    if assessment.place is None:
        return user.holds(Right.ACCOUNTABLE_OFFICER)
    return user.holds(Right.DHCI, place=assessment.place)


@rules.predicate
def has_written_in_it(user: User, assessment: Assessment) -> bool:
    """Whoever saved an answer of it, signed it, or was acted for."""
    signed = Submission.objects.filter(assessment=assessment)
    return (
        Answer.objects.filter(assessment=assessment, saved_by=user).exists()
        or signed.filter(submitted_by=user).exists()
        or signed.filter(acting_for=user).exists()
    )


@rules.predicate
def is_partner_of_it(user: User, assessment: Assessment) -> bool:
    """A partner of the place; of the ICB's own assessment a partner of any place."""
    if assessment.place is None:
        return user.holds_anywhere(Right.PARTNER)
    return user.holds(Right.PARTNER, place=assessment.place)


@rules.predicate
def is_submitted(user: User, assessment: Assessment) -> bool:
    return assessment.submission_id is not None


@rules.predicate
def reads_any(user: User, thing: object) -> bool:
    return thing is not None and user.holds(*READERS)


@rules.predicate
def is_of_a_place(user: User, assessment: Assessment) -> bool:
    """Any director, deputy or partner of the place, who can never be independent of it."""
    return assessment.place is not None and user.holds(Right.DHCI, Right.PARTNER, place=assessment.place)


@rules.predicate
def leads_the_section(user: User, desk: Desk) -> bool:
    return bool(desk.section.lead) and user.holds(desk.section.lead)


@rules.predicate
def has_no_part_in_it(user: User, desk: Desk) -> bool:
    return not writes_it(user, desk.assessment) and not has_written_in_it(user, desk.assessment)


@rules.predicate
def holds_a_lead(user: User, assessment: Assessment) -> bool:
    return assessment is not None and user.holds(*LEADS, Right.PANEL_CHAIR)


@rules.predicate
def chairs_a_panel(user: User, assessment: Assessment) -> bool:
    return assessment is not None and user.holds(Right.PANEL_CHAIR)


@rules.predicate
def oversees(user: User, assessment: Assessment) -> bool:
    """Reads every rating before the result is out: programme manager, panel chair, auditor."""
    return assessment is not None and user.holds(Right.PROGRAMME_MANAGER, Right.PANEL_CHAIR, Right.AUDITOR)


@rules.predicate
def may_discharge_it(user: User, condition: Condition) -> bool:
    return user.holds(condition.discharged_by_right) and condition.owner_id != user.pk


@rules.predicate
def owns_it(user: User, condition: Condition) -> bool:
    return condition.owner_id == user.pk


is_independent = ~writes_it & ~has_written_in_it
may_read = writes_it | (is_submitted & (reads_any | is_partner_of_it))

rules.add_perm(OPEN_ROUND, is_programme_manager)
rules.add_perm(CLOSE_ROUND, is_programme_manager)
rules.add_perm(RECORD_VERDICT, is_programme_manager)
rules.add_perm(ANSWER, writes_it)
rules.add_perm(VIEW_ANSWERS, may_read)
rules.add_perm(REVIEW_AS_PARTNER, is_partner_of_it & is_independent)
rules.add_perm(REVIEW_AS_LEAD, leads_the_section & has_no_part_in_it)
rules.add_perm(VIEW_RATINGS, oversees & ~writes_it)
rules.add_perm(ASK, (holds_a_lead | is_partner_of_it) & is_independent)
rules.add_perm(MODERATE, chairs_a_panel & is_independent & ~is_of_a_place)
rules.add_perm(DISCHARGE, may_discharge_it)
rules.add_perm(MAKE_ITEM, is_programme_manager | writes_it | chairs_a_panel)
rules.add_perm(LOWER_AUTONOMY, is_programme_manager)
rules.add_perm(COMPARE, holds_across_the_icb(*LEADS, Right.PANEL_CHAIR, Right.PROGRAMME_MANAGER, Right.AUDITOR))
rules.add_perm(VIEW_RESULT_DETAILS, may_read | holds_across_the_icb(Right.BOARD_MEMBER))

__all__ = ["KNOWERS", "LEADS", "READERS", "Desk", "acting_for"]
