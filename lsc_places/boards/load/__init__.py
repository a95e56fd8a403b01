"""Boards, bodies, groups and meetings from the data files."""

from lsc_places.boards.load.bodies import (
    board_changes,
    bodies,
    district_partnerships,
    groups,
    partnership_boards,
    predecessors,
    stages,
)
from lsc_places.boards.load.relations import (
    assurance_contacts,
    board_members,
    meetings,
    reporting_lines,
    role_memberships,
    sector_memberships,
)
from lsc_places.kit.loading import Load

_BODIES = ("boards.partnership_boards", "boards.bodies", "boards.groups", "boards.predecessor_structures")
LOADS = [
    Load("boards.stages", stages, needs=("documents.documents",)),
    Load("boards.partnership_boards", partnership_boards, needs=("boards.stages", "people_roles.roles")),
    Load("boards.bodies", bodies, needs=("places.places",)),
    Load("boards.groups", groups, needs=("people_roles.roles",)),
    Load("boards.hwbps", district_partnerships, needs=("places.districts",)),
    Load("boards.predecessor_structures", predecessors, needs=("documents.documents",)),
    Load("boards.board_changes", board_changes, needs=("boards.partnership_boards",)),
    Load("boards.board_members", board_members, needs=_BODIES),
    Load("people_roles.role_memberships", role_memberships, needs=_BODIES),
    Load("boards.body_membership", sector_memberships, needs=_BODIES),
    Load("boards.reporting_lines", reporting_lines, needs=_BODIES),
    Load("boards.assurance_contacts", assurance_contacts, needs=_BODIES),
    Load("meetings_papers.meetings", meetings, needs=_BODIES),
]
