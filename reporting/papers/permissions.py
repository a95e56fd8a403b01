"""Who may do what with a paper."""

import rules
from django.contrib.auth.models import AnonymousUser

from lsc_places.people.models import User
from reporting.papers.models import Paper

EXPORT = "papers.export"
EXPORT_HIGHLIGHT = "papers.export_highlight"


@rules.predicate
def may_read(user: User | AnonymousUser, paper: Paper | None) -> bool:
    """Every paper here is open to everybody who has logged in."""
    return paper is not None and user.is_authenticated


rules.add_perm(EXPORT, may_read)
rules.add_perm(EXPORT_HIGHLIGHT, rules.is_authenticated)
