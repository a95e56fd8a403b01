"""The page of one scheme."""

from dataclasses import dataclass
from datetime import date

from django.shortcuts import get_object_or_404

from lsc_places.boards.models import Body
from lsc_places.kit.dates import today
from lsc_places.kit.permissions import require
from lsc_places.kit.words import Word
from lsc_places.people.models import User
from lsc_places.sources.queries import citing
from priorities.metrics.queries import TargetShown, targets
from priorities.plans.models import PlacePriority, Scheme, SchemeStatus
from priorities.plans.permissions import STATE
from priorities.plans.queries.common_priorities import CommonPriorityShown, common_priorities
from priorities.plans.queries.schemes import SchemeShown, shown
from priorities.plans.wording import STATUS, basis_words, kind_title


@dataclass(frozen=True)
class StatusSaid:
    """A statement of how far a scheme was, by a document or by a person."""

    word: Word
    effective_on: date
    basis: str
    said_by: str


@dataclass(frozen=True)
class OwnPriority:
    """A priority of the place that a scheme serves, with the set it stands in."""

    name: str
    kind: str
    spell: str
    ended_on: date | None


@dataclass(frozen=True)
class SchemePage:
    """One scheme on a day: what it serves, what was said of it, and what is to be reached by it."""

    scheme: SchemeShown
    record: Scheme
    parent: SchemeShown | None
    common: tuple[CommonPriorityShown, ...]
    own: tuple[OwnPriority, ...]
    partnership: Body | None
    said: tuple[StatusSaid, ...]
    targets: tuple[TargetShown, ...]
    may_state: bool


def scheme_page(slug: str, *, as_at: date, reader: User) -> SchemePage:
    """One scheme on a day; Http404 when it is unknown or had not been stated yet."""
    rows = Scheme.objects.as_at(as_at).select_related("place", "parent", "partnership")
    record = get_object_or_404(rows, slug=slug)
    family = Scheme.objects.filter(place=record.place)
    known = {one.slug: one for one in shown(family, as_at=as_at)}
    scheme = known[slug]
    return SchemePage(
        scheme=scheme,
        record=record,
        parent=known.get(scheme.parent_slug or ""),
        common=tuple(one for one in common_priorities(as_at=as_at) if one.slug in scheme.common),
        own=_own(record, as_at),
        partnership=record.partnership,
        said=_said(record, as_at),
        targets=_targets(record, as_at),
        may_state=as_at == today() and reader.has_perm(STATE, record),
    )


def scheme_to_state(slug: str, *, by: User) -> Scheme:
    """The scheme somebody is about to say something of; Http404 when unknown, 403 when they may not."""
    scheme = get_object_or_404(Scheme.objects.select_related("place"), slug=slug)
    require(by, STATE, scheme)
    return scheme


def _own(scheme: Scheme, as_at: date) -> tuple[OwnPriority, ...]:
    found = []
    served = PlacePriority.objects.as_at(as_at).filter(schemes=scheme)
    for row in served.select_related("priority_set").order_by("priority_set", "number"):
        of = row.priority_set
        ended_on = of.holds.upper if of.holds.upper and of.holds.upper <= as_at else None
        found.append(OwnPriority(row.name, kind_title(of.kind, count=1), of.spell_words, ended_on))
    return tuple(found)


def _said(scheme: Scheme, as_at: date) -> tuple[StatusSaid, ...]:
    """Everything said of a scheme with effect by the day, newest first."""
    cite = citing(as_at)
    rows = SchemeStatus.objects.filter(scheme=scheme, effective_on__lte=as_at).select_related("recorded_by")
    return tuple(
        StatusSaid(
            word=STATUS[row.status],
            effective_on=row.effective_on,
            basis=basis_words(row.basis),
            said_by=str(row.recorded_by) if row.recorded_by else cite(row.sources),
        )
        for row in rows.order_by("-effective_on", "-recorded_at", "-pk")
    )


def _targets(scheme: Scheme, as_at: date) -> tuple[TargetShown, ...]:
    """The targets of the scheme's priorities in the districts of the partnership that runs it."""
    if scheme.partnership is None:
        return ()
    of = {"priorities__schemes": scheme, "district__partnerships": scheme.partnership}
    return targets(as_at=as_at, **of)
