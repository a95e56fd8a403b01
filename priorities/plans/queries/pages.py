"""The page of all priorities, and of one common priority."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.http import Http404

from lsc_places.kit.words import Word
from lsc_places.places.models import Place
from lsc_places.sources.queries import citing
from priorities.plans.models import Aim, JourneyColumn, Programme, Scheme, Vision
from priorities.plans.queries.common_priorities import CommonPriorityShown, common_priorities
from priorities.plans.queries.schemes import SchemeGroup, SchemeShown, grouped, shown
from priorities.plans.queries.sets import PrioritySetShown, earlier_sets_by_place, priority_sets_by_place
from priorities.plans.wording import LIFE_COURSE, STATUS

Cite = Callable[[Iterable[str]], str]


@dataclass(frozen=True)
class VisionShown:
    """What a place or area says it is for; the name may not be stated."""

    name: str
    text: str
    area: str
    citation: str


@dataclass(frozen=True)
class PlaceColumn:
    """What one place set out to do: its visions, its sets of priorities of the day, and those that ended."""

    place: Place
    visions: tuple[VisionShown, ...]
    sets: tuple[PrioritySetShown, ...]
    earlier: tuple[PrioritySetShown, ...]


@dataclass(frozen=True)
class Cell:
    """The schemes of one place in one row, by how far they are."""

    place: Place
    count: int
    by_status: tuple[tuple[Word, tuple[SchemeShown, ...]], ...]


@dataclass(frozen=True)
class Row:
    """Schemes that belong together, place by place; ``common`` is the common priority that holds them together."""

    title: str
    common: CommonPriorityShown | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class ProgrammeShown:
    """A programme of the system, what it covers and which common priorities belong to it."""

    name: str
    covers: tuple[str, ...]
    common: tuple[str, ...]
    citation: str


@dataclass(frozen=True)
class Journey:
    """The columns by which a place tells how far it has come, each a heading (empty: not stated) and its schemes."""

    place: Place
    columns: tuple[tuple[str, tuple[SchemeShown, ...]], ...]
    citation: str


@dataclass(frozen=True)
class PrioritiesPage:
    """What the system and each place set out to do, and the schemes side by side."""

    columns: tuple[PlaceColumn, ...]
    rows: tuple[Row, ...]
    schemes: tuple[SchemeShown, ...]
    visions: tuple[VisionShown, ...]
    aims: tuple[str, ...]
    programmes: tuple[ProgrammeShown, ...]
    journeys: tuple[Journey, ...]

    @property
    def inferred(self) -> int:
        return sum(one.is_inferred for one in self.schemes)

    @property
    def counts(self) -> tuple[tuple[Word, int], ...]:
        return tuple((word, sum(one.status == word for one in self.schemes)) for word in STATUS.values())


@dataclass(frozen=True)
class CommonPage:
    """One common priority, the programmes it belongs to and the schemes of each place that serve it."""

    common: CommonPriorityShown
    programmes: tuple[str, ...]
    places: tuple[tuple[Place, tuple[SchemeShown, ...]], ...]

    @property
    def count(self) -> int:
        return sum(len(schemes) for _, schemes in self.places)


def priorities_page(*, as_at: date, place: str = "", status: str = "", arranged: str = "") -> PrioritiesPage:
    """All priorities on a day; ``arranged`` is "own" or "life" for rows other than the common priorities.

    The number of queries does not depend on how much there is.
    """
    cite = citing(as_at)
    places = tuple(Place.objects.filter(slug=place) if place else Place.objects.all())
    everything = [one for one in shown(Scheme.objects.all(), as_at=as_at) if not place or one.place_slug == place]
    schemes = [one for one in everything if not status or one.status == STATUS[status]]
    sets, earlier = priority_sets_by_place(as_at=as_at), earlier_sets_by_place(as_at=as_at)
    visions = _visions(as_at, cite)
    return PrioritiesPage(
        columns=tuple(
            PlaceColumn(one, visions.get(one.slug, ()), sets.get(one.slug, ()), earlier.get(one.slug, ()))
            for one in places
        ),
        rows=tuple(_row(group, places) for group in _arranged(schemes, arranged, as_at)),
        schemes=tuple(schemes),
        visions=visions.get("", ()),
        aims=tuple(one.name for one in Aim.objects.as_at(as_at)),
        programmes=_programmes(as_at, cite),
        journeys=_journeys(places, everything, as_at, cite),
    )


def common_page(slug: str, *, as_at: date, place: str = "", status: str = "") -> CommonPage:
    """One common priority on a day; Http404 when it had not been stated."""
    common = next((one for one in common_priorities(as_at=as_at) if one.slug == slug), None)
    if common is None:
        raise Http404(f"No common priority {slug} had been stated by {as_at}")
    serving = shown(Scheme.objects.filter(common_priorities__slug=slug), as_at=as_at)
    serving = [one for one in serving if not status or one.status == STATUS[status]]
    places = Place.objects.filter(slug=place) if place else Place.objects.all()
    return CommonPage(
        common=common,
        programmes=tuple(one.name for one in Programme.objects.as_at(as_at).filter(common_priorities__slug=slug)),
        places=tuple((one, tuple(s for s in serving if s.place_slug == one.slug)) for one in places),
    )


def _visions(as_at: date, cite: Cite) -> Mapping[str, tuple[VisionShown, ...]]:
    """Visions by the slug of their place; those of the system and of former areas under no slug."""
    found: dict[str, tuple[VisionShown, ...]] = {}
    for row in Vision.objects.as_at(as_at).select_related("place", "former_area"):
        area = str(row.place or row.former_area or "The whole system")
        vision = VisionShown(row.name, row.text, area, cite(row.sources))
        slug = row.place.slug if row.place else ""
        found[slug] = (*found.get(slug, ()), vision)
    return found


def _arranged(schemes: list[SchemeShown], arranged: str, as_at: date) -> tuple[SchemeGroup, ...]:
    if arranged == "life":
        return _by(schemes, lambda one: one.life_course, order=LIFE_COURSE)
    if arranged == "own":
        return _by(schemes, lambda one: one.priorities)
    return grouped(schemes, common=common_priorities(as_at=as_at))


def _by(
    schemes: list[SchemeShown], titles: Callable[[SchemeShown], tuple[str, ...]], *, order: tuple[str, ...] = ()
) -> tuple[SchemeGroup, ...]:
    """Schemes under each of their titles, as ordered or else as titles first appear; those without one last."""
    known = {one.slug for one in schemes}
    said = dict.fromkeys(title for one in schemes for title in titles(one))
    named = [*(title for title in order if title in said), *(title for title in said if title not in order)]
    groups = [
        SchemeGroup(title, None, tuple(one for one in schemes if title in titles(one) and one.parent_slug not in known))
        for title in named
    ]
    others = tuple(one for one in schemes if not titles(one) and one.parent_slug not in known)
    return (*groups, SchemeGroup("None stated", None, others)) if others else tuple(groups)


def _row(group: SchemeGroup, places: Iterable[Place]) -> Row:
    cells = []
    for place in places:
        here = [one for one in group.schemes if one.place_slug == place.slug]
        words = dict.fromkeys(sorted((one.status for one in here), key=_order))
        by_status = tuple((word, tuple(one for one in here if one.status == word)) for word in words)
        cells.append(Cell(place, len(here), by_status))
    return Row(group.title, group.common, tuple(cells))


def _order(word: Word) -> int:
    known = list(STATUS.values())
    return known.index(word) if word in known else len(known)


def _programmes(as_at: date, cite: Cite) -> tuple[ProgrammeShown, ...]:
    rows = Programme.objects.as_at(as_at).prefetch_related("common_priorities")
    return tuple(
        ProgrammeShown(
            name=row.name,
            covers=tuple(row.covers),
            common=tuple(one.name for one in row.common_priorities.all()),
            citation=cite(row.sources),
        )
        for row in rows
    )


def _journeys(places: Iterable[Place], schemes: Iterable[SchemeShown], as_at: date, cite: Cite) -> tuple[Journey, ...]:
    known = {one.slug: one for one in schemes}
    rows = list(JourneyColumn.objects.as_at(as_at).prefetch_related("steps__scheme"))
    found = []
    for place in places:
        here = [row for row in rows if row.place_id == place.pk]
        columns = tuple(
            (row.heading, tuple(known[step.scheme.slug] for step in row.steps.all() if step.scheme.slug in known))
            for row in here
        )
        if columns:
            found.append(Journey(place, columns, cite(here[0].sources)))
    return tuple(found)
