"""Who may do what with bodies."""

import rules

from lsc_places.people.permissions import is_secretary

RECORD_DECISION = "boards.record_decision"

rules.add_perm(RECORD_DECISION, is_secretary)
