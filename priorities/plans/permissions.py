"""Who may do what with schemes."""

import rules

from lsc_places.people.permissions import is_dhci_here, is_programme_manager

STATE = "plans.state_scheme"

rules.add_perm(STATE, is_programme_manager | is_dhci_here)
