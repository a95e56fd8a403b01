"""Who was to hold each delegation on a day, or held it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from delegations.register.models import Delegation, Holder
from lsc_places.people.models import Person, Post


@dataclass(frozen=True)
class HolderShown:
    """Who is to hold a delegation or holds it; ``person`` is none where no document names anybody in the role."""

    name: str
    short_name: str
    is_role: bool
    person: str | None
    holds_it: bool

    @property
    def words(self) -> str:
        """The holder in a few words: the person, else the role and that nobody is named."""
        if not self.is_role:
            return self.name
        return self.person or f"{self.short_name}, not named"


def holders(delegations: Sequence[Delegation], *, in_force: Mapping[int, bool], as_at: date) -> dict[int, HolderShown]:
    """The holder of each delegation, by its key; two queries."""
    places = {one.pk: one.place_id for one in delegations}
    held = list(Holder.objects.as_at(as_at).filter(delegation__in=places).select_related("role", "body"))
    roles = {holder.role_id for holder in held}
    posts: dict[tuple[int | None, int | None], Person | None] = {
        (post.role_id, post.place_id): post.person
        for post in Post.objects.as_at(as_at).filter(role__in=roles, place__in=places.values()).select_related("person")
    }
    shown = {}
    for holder in held:
        person = posts.get((holder.role_id, places[holder.delegation_id]))
        named = holder.role or holder.body
        assert named is not None
        shown[holder.delegation_id] = HolderShown(
            name=str(named),
            short_name=named.short_name or str(named),
            is_role=holder.role is not None,
            person=person.name if person else None,
            holds_it=in_force[holder.delegation_id],
        )
    return shown
