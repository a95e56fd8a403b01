"""Who has agreed to an item, and who has not yet."""

from dataclasses import dataclass
from datetime import date

from delegations.workplan.models import Item, Signature
from delegations.workplan.queries.editing import Opened, to_change
from lsc_places.boards.models import Body
from lsc_places.kit.dates import today
from lsc_places.organisations.models import Organisation
from lsc_places.people.models import User


@dataclass(frozen=True)
class Signatures:
    """The signatures an item takes, those outstanding last, and how many there are of each."""

    signed: tuple[Signature, ...]
    outstanding: tuple[Signature, ...]

    @property
    def words(self) -> str:
        """Such as "3 of 14 have agreed, 11 outstanding"."""
        total = len(self.signed) + len(self.outstanding)
        return f"{len(self.signed)} of {total} {'has' if total == 1 else 'have'} agreed, {len(self.outstanding)} outstanding"

    def __bool__(self) -> bool:
        return bool(self.signed or self.outstanding)


@dataclass(frozen=True)
class SigningPage:
    """An item, its signatures, and everybody who could be asked for one, by a key that a form carries."""

    opened: Opened
    signatures: Signatures
    known: dict[str, Organisation | Body]


def signatures_of(item: Item, *, as_at: date, reader: User) -> Signatures:
    """Who was to agree by a day, and who had."""
    found = list(
        Signature.objects.visible_to(reader)
        .filter(item=item)
        .as_at(as_at)
        .select_related("organisation", "body", "recorded_by")
    )
    return Signatures(
        signed=tuple(one for one in found if one.is_signed(as_at)),
        outstanding=tuple(one for one in found if not one.is_signed(as_at)),
    )


def signing(reference: str, *, by: User) -> SigningPage:
    """For whoever may change the item; Http404, PermissionDenied or Gone as for its form."""
    opened = to_change(reference, by=by)
    known: dict[str, Organisation | Body] = {f"organisation-{one.pk}": one for one in Organisation.objects.all()}
    known |= {f"body-{one.pk}": one for one in Body.objects.order_by("name")}
    return SigningPage(opened, signatures_of(opened.item, as_at=today(), reader=by), known)
