"""Who may do what with bodies."""

import rules

from lsc_places.people.models import Grant
from lsc_places.people.permissions import holds_across_the_icb, is_secretary

RECORD_DECISION = "boards.record_decision"
APPROVE_BODY = "boards.approve_body"

rules.add_perm(RECORD_DECISION, is_secretary)
rules.add_perm(APPROVE_BODY, holds_across_the_icb(Grant.Right.SECRETARY, Grant.Right.GOVERNANCE_LEAD))
