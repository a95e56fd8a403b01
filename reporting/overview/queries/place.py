"""Everything the records say of one place on a day."""

from dataclasses import dataclass
from datetime import date

from delegations.register import queries as register
from delegations.register.queries import Line
from delegations.register.queries.matrix import total
from delegations.risks import queries as risks
from delegations.risks.queries import RiskRow
from delegations.workplan import queries as workplan
from delegations.workplan.queries import ItemRow
from lsc_places.boards import queries as boards
from lsc_places.boards.queries import BoardShown
from lsc_places.kit.dates import day_words
from lsc_places.people import queries as people
from lsc_places.people.queries import PostShown
from lsc_places.places import queries as places
from lsc_places.places.models import Place
from lsc_places.places.queries import Area
from lsc_places.registers import queries as registers
from lsc_places.registers.queries import AgreementShown, Engagement
from priorities.metrics.queries import FactShown, facts_of
from priorities.plans.queries import PrioritySetShown, SchemeGroup, priority_sets_of, schemes_of
from reporting.overview.facts import Fact


@dataclass(frozen=True)
class PlacePage:
    """One place on a day; ``before`` and ``after`` are its neighbours in the order of places."""

    place: Place
    number: int
    of: int
    before: Place | None
    after: Place | None
    facts: tuple[Fact, ...]
    board: BoardShown | None
    posts: tuple[PostShown, ...]
    area: Area
    delegations: tuple[Line, ...]
    priority_sets: tuple[PrioritySetShown, ...]
    scheme_groups: tuple[SchemeGroup, ...]
    next_steps: tuple[ItemRow, ...]
    risks: tuple[RiskRow, ...]
    challenges: tuple[FactShown, ...]
    agreements: tuple[AgreementShown, ...]
    engagement: Engagement


def place_page(slug: str, *, as_at: date) -> PlacePage:
    """One place; Http404 when there is none of this address."""
    place = places.place(slug, as_at=as_at)
    everywhere = places.places()
    position = everywhere.index(place)
    delegations = register.delegations_of(place, as_at=as_at)
    next_steps = workplan.next_steps_of(place, as_at=as_at)
    area = places.area_of(place, as_at=as_at)
    return PlacePage(
        place=place,
        number=position + 1,
        of=len(everywhere),
        before=everywhere[position - 1] if position else None,
        after=everywhere[position + 1] if position + 1 < len(everywhere) else None,
        facts=_facts(place, area, delegations, next_steps, as_at),
        board=boards.board_of(place, as_at=as_at),
        posts=tuple(post for post in people.posts(as_at=as_at) if post.place == place.slug),
        area=area,
        delegations=delegations,
        priority_sets=priority_sets_of(place, as_at=as_at),
        scheme_groups=tuple(group for group in schemes_of(place, as_at=as_at) if group.schemes),
        next_steps=next_steps,
        risks=risks.risks_of(place, as_at=as_at),
        challenges=facts_of(place, as_at=as_at),
        agreements=registers.agreements_of(place, as_at=as_at),
        engagement=registers.engagement_of(place, as_at=as_at),
    )


def _facts(
    place: Place, area: Area, delegations: tuple[Line, ...], next_steps: tuple[ItemRow, ...], as_at: date
) -> tuple[Fact, ...]:
    counted = total(line for line in delegations if line.counts)
    open_steps = sum(1 for step in next_steps if step.is_open)
    dated = sum(1 for step in next_steps if step.is_open and step.due)
    people = places.population_words(place, as_at=as_at)
    qualifier = place.population_qualifier.removeprefix("circa, ") or "people live here"
    stated = f", stated {day_words(place.population_on)}" if place.population_on else ""
    networks = next((unit for unit in area.neighbourhood_units if unit.count is not None), None)
    return (
        Fact(people, f"{qualifier}{stated}") if people else Fact("Not stated", "how many people live here"),
        Fact(str(networks.count), f"{networks.unit.lower()}s, stated {day_words(networks.stated_on)}")
        if networks
        else Fact("Not stated", "how many primary care networks there are"),
        Fact(f"{counted.in_force} of {counted.count}", "delegations are in force", "register:delegations"),
        Fact(
            str(open_steps),
            f"next steps are open, {dated or 'none'} with a date",
            "workplan:workplan",
        ),
    )
