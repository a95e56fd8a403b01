"""The schemes of places, on a day, by the common priority they serve."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from lsc_places.kit.words import Word
from lsc_places.places.models import Place
from lsc_places.sources.queries import citing
from priorities.plans.models import Scheme, SchemeStatus
from priorities.plans.queries.common_priorities import CommonPriorityShown, common_priorities
from priorities.plans.wording import NOT_STATED, STATUS, basis_words, is_inferred, theme_words


@dataclass(frozen=True)
class SchemeShown:
    """A scheme on a day: how far it was said to be, what it serves, and its parts."""

    slug: str
    title: str
    detail: str
    place_slug: str
    place_name: str
    status: Word
    status_on: date | None
    status_basis: str
    is_inferred: bool
    common: tuple[str, ...]
    priorities: tuple[str, ...]
    life_course: tuple[str, ...]
    parent_slug: str | None
    parts: tuple["SchemeShown", ...]
    citation: str


@dataclass(frozen=True)
class SchemeGroup:
    """The schemes that serve one common priority, or none (``common`` is then None)."""

    title: str
    common: CommonPriorityShown | None
    schemes: tuple[SchemeShown, ...]


Groups = tuple[SchemeGroup, ...]
OTHER = "Other schemes"


def schemes_of(place: Place, *, as_at: date) -> Groups:
    """The schemes of a place by common priority, each under every one it serves, the others last; seven queries.

    A group may be empty. A scheme's parts are under it and nowhere else, unless they serve a common priority themselves.
    """
    return grouped(shown(Scheme.objects.filter(place=place), as_at=as_at), common=common_priorities(as_at=as_at))


def schemes_by_place(*, as_at: date) -> Mapping[str, Groups]:
    """The same for every place that has schemes, by its slug; seven queries."""
    schemes, common = shown(Scheme.objects.all(), as_at=as_at), common_priorities(as_at=as_at)
    slugs = dict.fromkeys(one.place_slug for one in schemes)
    return {slug: grouped([one for one in schemes if one.place_slug == slug], common=common) for slug in slugs}


def grouped(schemes: Iterable[SchemeShown], *, common: Iterable[CommonPriorityShown]) -> Groups:
    """Schemes under every common priority they serve; what serves none and is part of nothing comes last."""
    schemes = list(schemes)
    known = {one.slug for one in schemes}
    groups = [SchemeGroup(one.name, one, tuple(s for s in schemes if one.slug in s.common)) for one in common]
    others = tuple(s for s in schemes if not s.common and s.parent_slug not in known)
    return (*groups, SchemeGroup(OTHER, None, others))


def shown(schemes: Iterable[Scheme], *, as_at: date) -> list[SchemeShown]:
    """Schemes as stated by the day, in the order of places; five queries."""
    rows = list(
        schemes.as_at(as_at)  # type: ignore[attr-defined]
        .select_related("place", "parent")
        .prefetch_related("common_priorities", "place_priorities")
        .order_by("place__order", "pk")
    )
    said = {one.scheme_id: one for one in SchemeStatus.objects.as_at(as_at).filter(scheme__in=rows)}
    cite = citing(as_at)
    bare = [_bare(row, said.get(row.pk), cite) for row in rows]
    parts: dict[str, list[SchemeShown]] = {}
    for one in bare:
        if one.parent_slug:
            parts.setdefault(one.parent_slug, []).append(one)
    return [replace(one, parts=tuple(parts.get(one.slug, ()))) for one in bare]


def _bare(row: Scheme, said: SchemeStatus | None, cite: Callable[[Iterable[str]], str]) -> SchemeShown:
    return SchemeShown(
        slug=row.slug,
        title=row.title,
        detail=row.detail,
        place_slug=row.place.slug,
        place_name=row.place.name,
        status=STATUS[said.status] if said else NOT_STATED,
        status_on=said.effective_on if said else None,
        status_basis=basis_words(said.basis) if said else "",
        is_inferred=bool(said and is_inferred(said.basis)),
        common=tuple(one.slug for one in row.common_priorities.all()),
        priorities=tuple(one.name for one in row.place_priorities.all()),
        life_course=tuple(theme_words(key) for key in row.life_course_keys),
        parent_slug=row.parent.slug if row.parent else None,
        parts=(),
        citation=cite(row.sources),
    )
