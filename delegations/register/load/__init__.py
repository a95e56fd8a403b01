"""The register from the data files."""

from delegations.register.load import approvals, deal, delegations, functions, history
from lsc_places.kit.loading import Load

_DOCUMENTS = ("documents.documents",)
_DELEGATIONS = "phases_delegations.delegations"
_FROM_COUNCILS = "phases_delegations.delegations_from_local_authorities"
_FUNCTIONS = "phases_delegations.delegated_functions"
LOADS = [
    Load("phases_delegations.phases", functions.phases, needs=_DOCUMENTS),
    Load(_FUNCTIONS, functions.functions, needs=("boards.groups", "priorities.common_priorities")),
    Load("phases_delegations.allocation_methods", functions.allocation_methods, needs=_DOCUMENTS),
    Load(
        "phases_delegations.allocation_formula_decisions",
        functions.formulas,
        needs=(_FUNCTIONS, "phases_delegations.allocation_methods"),
    ),
    Load("phases_delegations.approvals", approvals.approvals, needs=_DOCUMENTS),
    Load(
        _DELEGATIONS,
        delegations.delegations,
        needs=(
            "phases_delegations.phases",
            _FUNCTIONS,
            "phases_delegations.allocation_methods",
            "phases_delegations.approvals",
            "people_roles.roles",
            "places.places",
        ),
        links=history.of_a_delegation,
    ),
    Load(_FROM_COUNCILS, delegations.from_local_authorities, needs=(_DELEGATIONS,), links=history.of_a_proposal),
    Load("phases_delegations.timeframe_events", functions.timeframe_events, needs=(_DELEGATIONS, _FROM_COUNCILS)),
    Load("phases_delegations.delegation_rules", deal.rules, needs=_DOCUMENTS),
    Load("phases_delegations.readiness_considerations", deal.considerations, needs=_DOCUMENTS),
    Load("phases_delegations.deal_structure", deal.parts, needs=_DOCUMENTS),
    Load("phases_delegations.resource_strands", deal.strands, needs=_DOCUMENTS),
]
