"""Who holds which post on a day."""

from dataclasses import dataclass
from datetime import date

from lsc_places.people.models import AccountabilityLine, Post
from lsc_places.sources.queries import citing


@dataclass(frozen=True)
class PostShown:
    """A post on a day: the role, who holds it (none: nobody named), since when, and to whom it answers."""

    place: str | None
    role: str
    short_role: str
    organisation: str | None
    person: str | None
    spell: str
    note: str
    answers_to: tuple[str, ...]
    citation: str
    basis: str


def posts(*, as_at: date) -> tuple[PostShown, ...]:
    """Every post held on the day, by place; three queries."""
    cite = citing(as_at)
    lines: dict[tuple[int, int | None], tuple[str, ...]] = {}
    for line in AccountabilityLine.objects.as_at(as_at).select_related("accountable_to"):
        subject = (line.role_id, line.place_id)
        lines[subject] = (*lines.get(subject, ()), line.accountable_to.name)
    held = (
        Post.objects.as_at(as_at)
        .select_related("role", "organisation", "person", "place")
        .order_by("place__order", "pk")
    )
    return tuple(
        PostShown(
            place=post.place.slug if post.place else None,
            role=post.role.name,
            short_role=post.role.short_name,
            organisation=str(post.organisation) if post.organisation else None,
            person=str(post.person) if post.person else None,
            spell=post.spell_words,
            note=post.note,
            answers_to=lines.get((post.role_id, post.place_id), ()),
            citation=cite(post.sources),
            basis=post.basis,
        )
        for post in held
    )
