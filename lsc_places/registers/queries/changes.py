"""What changed in the register of agreements between two days."""

from datetime import date

from lsc_places.kit.changes import Change
from lsc_places.registers.models import Agreement
from lsc_places.registers.queries.agreements import AgreementShown, agreements


def changes(*, since: date, until: date) -> tuple[Change, ...]:
    """Agreements that began or ended after one day and by another, for each place they are for; six queries."""
    spells = {row.slug: row.holds for row in Agreement.objects.begun_by(until)}
    found: list[Change] = []
    for one in agreements(as_at=until):
        began, ended = spells[one.slug].lower, spells[one.slug].upper
        if began > since:
            found += _changes(one, began, now=one.status if one.is_over else one.standing.text, was=None)
        if ended and since < ended <= until:
            found += _changes(one, ended, now=one.standing.text, was=one.status)
    return tuple(found)


def _changes(one: AgreementShown, day: date, *, now: str, was: str | None) -> list[Change]:
    places: list[str | None] = [place.name for place in one.places]
    return [
        Change(
            day=day,
            place=place,
            what=one.name,
            now=now,
            was=was,
            address=("registers:agreement", one.slug),
            citation=one.citation,
        )
        for place in places or [None]
    ]
