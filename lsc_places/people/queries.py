"""Who holds which post on a day, and whether somebody tries to log in too often."""

from dataclasses import dataclass
from datetime import date

from lsc_places.people.models import AccountabilityLine, FailedLogIn, Post
from lsc_places.sources.queries import Citing, citing


@dataclass(frozen=True)
class PostShown:
    """A post on a day: the role, who holds it (none: nobody named), since when, and to whom it answers.

    One that is over and that nobody is stated to hold since shows who held it last.
    """

    place: str | None
    role: str
    short_role: str
    organisation: str | None
    person: str | None
    spell: str
    is_over: bool
    note: str
    answers_to: tuple[str, ...]
    citation: str
    basis: str


def posts(*, as_at: date) -> tuple[PostShown, ...]:
    """Every post on the day, by place: the last known of each role there; three queries."""
    cite = citing(as_at)
    lines: dict[tuple[int, int | None], tuple[str, ...]] = {}
    for line in AccountabilityLine.objects.as_at(as_at).select_related("accountable_to"):
        subject = (line.role_id, line.place_id)
        lines[subject] = (*lines.get(subject, ()), line.accountable_to.name)
    begun = Post.objects.begun_by(as_at).select_related("role", "organisation", "person", "place")
    last = {
        (post.role_id, post.organisation_id, post.place_id): post
        for post in begun.order_by("place__order", "holds", "pk")
    }
    return tuple(_shown(post, lines.get((post.role_id, post.place_id), ()), cite, as_at) for post in last.values())


def _shown(post: Post, answers_to: tuple[str, ...], cite: Citing, as_at: date) -> PostShown:
    is_over = post.holds.upper is not None and post.holds.upper <= as_at
    return PostShown(
        place=post.place.slug if post.place else None,
        role=post.role.name,
        short_role=post.role.short_name,
        organisation=str(post.organisation) if post.organisation else None,
        person=str(post.person) if post.person else None,
        spell=f"Not stated since {post.ended.words}" if is_over and post.ended else post.spell_words,
        is_over=is_over,
        note=post.note,
        answers_to=answers_to,
        citation=cite(post.sources),
        basis=post.basis,
    )


def is_slowed(username: str, *, address: str) -> bool:
    """Whether too many tries failed lately, of this name from this address or of any name from it.

    Tries from elsewhere do not count, or anybody could lock out a director.
    """
    names = list(FailedLogIn.objects.lately().of_address(address).values_list("username", flat=True))
    return (
        len(names) >= FailedLogIn.MOST_OF_AN_ADDRESS or names.count(username.casefold()) >= FailedLogIn.MOST_OF_A_NAME
    )
