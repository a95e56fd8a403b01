"""Who may change what the register keeps."""

import rules

from lsc_places.people.models import Grant
from lsc_places.people.permissions import holds_across_the_icb

Right = Grant.Right

EDIT = "register.edit_delegation"
HOLD = "register.hold_delegation"
NAME_HOLDER = "register.name_holder"
PLAN_PHASE = "register.plan_phase"
RECORD_APPROVAL = "register.record_approval"
RECORD_SCHEME = "register.record_scheme"
RECORD_FORMULA = "register.record_formula"

rules.add_perm(EDIT, holds_across_the_icb(Right.PROGRAMME_MANAGER, Right.GOVERNANCE_LEAD))
rules.add_perm(HOLD, holds_across_the_icb(Right.PROGRAMME_MANAGER, Right.GOVERNANCE_LEAD))
rules.add_perm(NAME_HOLDER, holds_across_the_icb(Right.PROGRAMME_MANAGER, Right.GOVERNANCE_LEAD))
rules.add_perm(PLAN_PHASE, holds_across_the_icb(Right.PROGRAMME_MANAGER, Right.GOVERNANCE_LEAD))
rules.add_perm(RECORD_APPROVAL, holds_across_the_icb(Right.GOVERNANCE_LEAD, Right.SECRETARY))
rules.add_perm(RECORD_SCHEME, holds_across_the_icb(Right.GOVERNANCE_LEAD))
rules.add_perm(RECORD_FORMULA, holds_across_the_icb(Right.FINANCE_LEAD, Right.GOVERNANCE_LEAD))
