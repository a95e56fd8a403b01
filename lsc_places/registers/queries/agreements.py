"""Agreements on a day, those that had ended included."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.http import Http404

from lsc_places.kit.money import large
from lsc_places.kit.words import Word
from lsc_places.places.models import Place
from lsc_places.registers.models import Agreement
from lsc_places.registers.standing import prompt, standing
from lsc_places.sources.queries import citing


@dataclass(frozen=True)
class PartyShown:
    """One side of an agreement; ``slug`` is that of an organisation we know."""

    words: str
    slug: str | None


@dataclass(frozen=True)
class AgreementShown:
    """An agreement on a day; texts are empty, and numbers none, where no document states them."""

    slug: str
    name: str
    kind: str
    places: tuple[Place, ...]
    parties: tuple[PartyShown, ...]
    parties_basis: str
    purpose: str
    standing: Word
    status: str
    prompt: str
    is_over: bool
    spell: str
    began: str
    began_basis: str
    ended: str
    ended_basis: str
    term_years: int | None
    horizon: str
    deadline: str
    value: str
    value_note: str
    review: str
    condition: str
    approvals: tuple[str, ...]
    citation: str
    basis: str


CURRENCIES = {"GBP": "£"}
Agreements = tuple[AgreementShown, ...]


@dataclass(frozen=True)
class AgreementsPage:
    """Agreements that hold on the day, or are about to, and those that had ended."""

    current: Agreements
    ended: Agreements


def agreements(*, as_at: date, place: str = "", kind: str = "") -> Agreements:
    """Every agreement that had begun by the day, or those of a place (by its slug) or kind; five queries."""
    begun = Agreement.objects.begun_by(as_at)
    if place:
        begun = begun.filter(places__slug=place)
    return _shown(begun.filter(kind=kind) if kind else begun, as_at)


def agreements_page(*, as_at: date, place: str = "", kind: str = "") -> AgreementsPage:
    """The same as a page, what holds apart from what had ended."""
    found = agreements(as_at=as_at, place=place, kind=kind)
    return AgreementsPage(
        current=tuple(one for one in found if not one.is_over),
        ended=tuple(one for one in found if one.is_over),
    )


def agreements_of(place: Place, *, as_at: date) -> Agreements:
    """The agreements of a place that had begun by the day; five queries."""
    return _shown(Agreement.objects.begun_by(as_at).filter(places=place), as_at)


def agreements_by_place(*, as_at: date) -> Mapping[str, Agreements]:
    """The agreements of every place that has any, by its slug; five queries."""
    found: dict[str, Agreements] = {}
    for one in agreements(as_at=as_at):
        for place in one.places:
            found[place.slug] = (*found.get(place.slug, ()), one)
    return found


def agreement(slug: str, *, as_at: date) -> AgreementShown:
    """One agreement on a day; Http404 when it is unknown or had not begun."""
    for one in _shown(Agreement.objects.begun_by(as_at).filter(slug=slug), as_at):
        return one
    raise Http404(f"No agreement {slug} had begun by {as_at}")


def _shown(rows: Iterable[Agreement], as_at: date) -> Agreements:
    cite = citing(as_at)
    related = rows.prefetch_related("places", "parties__organisation")  # type: ignore[attr-defined]
    return tuple(_agreement(row, as_at, cite) for row in related)


def _agreement(row: Agreement, as_at: date, cite: Callable[[Iterable[str]], str]) -> AgreementShown:
    until = row.holds.upper
    return AgreementShown(
        slug=row.slug,
        name=row.name,
        kind=row.get_kind_display(),
        places=tuple(row.places.all()),
        parties=tuple(
            PartyShown(one.words, one.organisation.slug if one.organisation else None) for one in row.parties.all()
        ),
        parties_basis=row.parties_basis,
        purpose=row.purpose,
        standing=standing(row.status, until=until, ended=row.ended.words if row.ended else "", on=as_at),
        status=row.status,
        prompt=prompt(until=until, on=as_at),
        is_over=bool(until and until <= as_at),
        spell=row.spell_words if row.began or row.ended else "",
        began=row.began.words if row.began else "",
        began_basis=row.began_basis,
        ended=row.ended.words if row.ended else "",
        ended_basis=row.ended_basis,
        term_years=row.term_years,
        horizon=row.horizon,
        deadline=row.deadline.words if row.deadline else "",
        value=_money(row),
        value_note=row.value_note,
        review=row.review,
        condition=row.condition,
        approvals=tuple(row.approvals),
        citation=cite(row.sources),
        basis=row.basis,
    )


def _money(row: Agreement) -> str:
    """The value in words, such as "£4.1 billion"; empty when none is stated."""
    if row.value is None:
        return ""
    told = large(row.value)
    sign = CURRENCIES.get(row.value_unit)
    return f"{sign}{told}" if sign else f"{told} {row.value_unit}"
