"""What the records say of a board on its way to be a committee."""

from datetime import date

from delegations.gates.committee import Approved, BoardFacts
from delegations.gates.reckoning.delegations import decided_words, ready
from delegations.readiness.queries import accepted_outcomes
from lsc_places.boards.models import Arrangement, Body, BodyApproval


def board_facts(body: Body, *, as_at: date) -> BoardFacts:
    """What the records say of a board of a place on the day, as far as its gates ask; seven queries."""
    spells = Arrangement.objects.as_at(as_at).filter(body=body).select_related("role", "stage")
    held = {one.aspect: one for one in spells}
    stage, chair = held.get(Arrangement.Aspect.STAGE), held.get(Arrangement.Aspect.CHAIR)
    approved: dict[str, Approved] = {}
    for one in (
        body.approvals.filter(decision__decided_on__lte=as_at)
        .select_related("decision__body")
        .order_by("decision__decided_on", "pk")
    ):
        approved[one.of] = Approved(decided_on=one.decision.decided_on, words=decided_words(one.decision))
    place = body.place.slug if body.place else ""
    results = [ready(one, as_at=as_at) for (of, _), one in accepted_outcomes(as_at=as_at).items() if of == place]
    counting = sorted((one for one in results if one), key=lambda one: (one.is_ready and one.counts, one.accepted_on))
    return BoardFacts(
        slug=body.slug,
        name=str(body),
        place=body.place.name if body.place else "",
        stage=stage.words if stage else "",
        may_hold=bool(stage and stage.stage and stage.stage.holds_delegation),
        terms=approved.get(BodyApproval.Of.TERMS),
        members=body.memberships.as_at(as_at).count(),
        members_approved=approved.get(BodyApproval.Of.MEMBERS),
        chair=chair.words if chair else "",
        chair_since=chair.holds.lower if chair else None,
        chair_approved=approved.get(BodyApproval.Of.CHAIR),
        readiness=counting[-1] if counting else None,
    )
