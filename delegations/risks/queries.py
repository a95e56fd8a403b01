"""Risks as the papers had stated them by a day."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import Http404

from delegations.risks.models import EscalationRule, Register, Risk, RiskQuerySet
from delegations.risks.words import STATE_WORDS
from lsc_places.kit.changes import Change
from lsc_places.kit.dates import PartialDate
from lsc_places.kit.words import Word
from lsc_places.people.models import User
from lsc_places.places.models import Place
from lsc_places.sources.queries import citing


@dataclass(frozen=True)
class RiskRow:
    """A risk as stated by the day; empty words and null numbers are those no paper gives."""

    slug: str
    reference: str
    title: str
    place: Place | None
    register: str
    register_slug: str
    category: str
    cause: str
    consequence: str
    mitigation: str
    owner: str
    borne_by: str
    likelihood: int | None
    consequence_score: int | None
    score: int | None
    next_review: PartialDate | None
    stated_on: date
    citation: str
    basis: str

    def matches(self, words: str) -> bool:
        """Whether each of these words is somewhere in what a reader sees of the risk."""
        place = self.place.name if self.place else ""
        seen = (self.reference, self.title, place, self.register, self.category, self.cause, self.consequence)
        text = " ".join((*seen, self.mitigation, self.owner, self.borne_by)).casefold()
        return all(word in text for word in words.casefold().split())


@dataclass(frozen=True)
class RegisterShown:
    """A register: whose it is and how it is reviewed."""

    slug: str
    name: str
    owner: str
    owner_slug: str
    place: Place | None
    review: str
    citation: str
    basis: str


@dataclass(frozen=True)
class RuleShown:
    """A rule of escalation: from which register to which, and whether it is in force."""

    words: str
    from_register: str
    from_slug: str
    to_registers: tuple[str, ...]
    state: Word
    citation: str
    basis: str


@dataclass(frozen=True)
class Section:
    """Risks that belong together: those of a register, or those of a place that are on none."""

    title: str
    register: RegisterShown | None
    rows: tuple[RiskRow, ...]


@dataclass(frozen=True)
class RiskCount:
    """How many risks there are, how many of them on a register, and how many with a published score."""

    total: int
    on_register: int
    scored: int


@dataclass(frozen=True)
class RisksPage:
    """The risks by register and place, how they go up, and what they add up to without the filter."""

    sections: tuple[Section, ...]
    rules: tuple[RuleShown, ...]
    shown: int
    count: RiskCount
    without_owner: int


@dataclass(frozen=True)
class RiskPage:
    """One risk, the register it is on and the rules by which it goes up."""

    risk: RiskRow
    register: RegisterShown | None
    rules: tuple[RuleShown, ...]


def risks(*, as_at: date, place: str = "", among: RiskQuerySet | None = None) -> tuple[RiskRow, ...]:
    """The risks stated by the day, in their order; ``place`` is a place's slug. Two queries."""
    found = (Risk.objects.all() if among is None else among).as_at(as_at)
    if place:
        found = found.filter(place__slug=place)
    cite = citing(as_at)
    read = found.select_related("place", "register", "category", "owner_person", "owner_role", "borne_by")
    return tuple(
        RiskRow(
            slug=risk.slug,
            reference=risk.reference,
            title=risk.title,
            place=risk.place,
            register=risk.register.name if risk.register else "",
            register_slug=risk.register.slug if risk.register else "",
            category=risk.category.name if risk.category else "",
            cause=risk.cause,
            consequence=risk.consequence,
            mitigation=risk.mitigation,
            owner=str(risk.owner or ""),
            borne_by=str(risk.borne_by or ""),
            likelihood=risk.likelihood,
            consequence_score=risk.consequence_score,
            score=risk.score,
            next_review=risk.next_review,
            stated_on=risk.stated_on,
            citation=cite(risk.sources) or risk.citation,
            basis=risk.basis,
        )
        for risk in read
    )


def risks_of(place: Place, *, as_at: date) -> tuple[RiskRow, ...]:
    """The risks of a place, on a register or not."""
    return risks(as_at=as_at, place=place.slug)


def counts_by_place(*, as_at: date) -> dict[str, RiskCount]:
    """How many risks each place has, by its slug; a place without risks is not there."""
    by_place: dict[str, list[RiskRow]] = {}
    for row in risks(as_at=as_at):
        if row.place:
            by_place.setdefault(row.place.slug, []).append(row)
    return {slug: counted(rows) for slug, rows in by_place.items()}


def counted(rows: Iterable[RiskRow]) -> RiskCount:
    rows = list(rows)
    return RiskCount(
        total=len(rows),
        on_register=sum(1 for row in rows if row.register),
        scored=sum(1 for row in rows if row.score is not None),
    )


def registers(*, as_at: date) -> tuple[RegisterShown, ...]:
    """The registers stated by the day; two queries."""
    cite = citing(as_at)
    read = Register.objects.as_at(as_at).select_related("owner_organisation", "owner_body", "place")
    return tuple(
        RegisterShown(
            slug=register.slug,
            name=register.name,
            owner=str(register.owner),
            owner_slug=register.owner_body.slug if register.owner_body else "",
            place=register.place,
            # A later paper may have added how it is reviewed: the row cannot say which of its papers did.
            review=register.review if register.last_stated_on <= as_at else "",
            citation=cite(register.sources) or register.citation,
            basis=register.basis,
        )
        for register in read
    )


def rules(*, as_at: date) -> tuple[RuleShown, ...]:
    """The rules of escalation stated by the day; three queries."""
    cite = citing(as_at)
    read = EscalationRule.objects.as_at(as_at).select_related("from_register").prefetch_related("to_registers")
    return tuple(
        RuleShown(
            words=rule.words,
            from_register=rule.from_register.name if rule.from_register else "",
            from_slug=rule.from_register.slug if rule.from_register else "",
            to_registers=tuple(register.name for register in rule.to_registers.all()),
            state=STATE_WORDS[EscalationRule.State(rule.state)],
            citation=cite(rule.sources) or rule.citation,
            basis=rule.basis,
        )
        for rule in read
    )


def risks_page(*, as_at: date, reader: User, place: str = "", words: str = "") -> RisksPage:
    """Risks by register, then those on none by place, narrowed as asked; ``place`` is a slug."""
    everything = risks(as_at=as_at, among=Risk.objects.visible_to(reader))
    rows = tuple(
        row for row in everything if (not place or (row.place and row.place.slug == place)) and row.matches(words)
    )
    sections = [
        Section(register.name, register, tuple(row for row in rows if row.register_slug == register.slug))
        for register in registers(as_at=as_at)
    ]
    sections = [one for one in sections if one.rows or not (place or words)]
    loose = [row for row in rows if not row.register]
    for where in sorted({row.place for row in loose}, key=lambda one: one.order if one else 0):
        title = f"On no register: {where.name if where else 'all places'}"
        sections.append(Section(title, None, tuple(row for row in loose if row.place == where)))
    return RisksPage(
        sections=tuple(sections),
        rules=rules(as_at=as_at),
        shown=len(rows),
        count=counted(everything),
        without_owner=sum(1 for row in everything if not row.owner),
    )


def risk_page(slug: str, *, as_at: date, reader: User) -> RiskPage:
    """One risk; Http404 when it is unknown, had not been stated yet, or is not for this reader."""
    found = risks(as_at=as_at, among=Risk.objects.visible_to(reader).filter(slug=slug))
    if not found:
        raise Http404(f"No risk is called {slug!r} on {as_at}")
    risk = found[0]
    register = next((one for one in registers(as_at=as_at) if one.slug == risk.register_slug), None)
    return RiskPage(
        risk=risk,
        register=register,
        rules=tuple(rule for rule in rules(as_at=as_at) if register and rule.from_slug == register.slug),
    )


def changes(*, since: date, until: date) -> tuple[Change, ...]:
    """The risks stated after one day and by another, told once a day and place."""
    first: dict[tuple[date, str | None], RiskRow] = {}
    count: Counter[tuple[date, str | None]] = Counter()
    for row in risks(as_at=until):
        if row.stated_on > since:
            key = (row.stated_on, str(row.place) if row.place else None)
            first.setdefault(key, row)
            count[key] += 1
    return tuple(
        Change(
            day=day,
            place=place,
            what="Risks",
            now=first[day, place].title if count[day, place] == 1 else f"{count[day, place]} risks stated",
            was=None,
            address=("risks:risk", first[day, place].slug) if count[day, place] == 1 else ("risks:risks",),
            citation=first[day, place].citation,
        )
        for day, place in sorted(count, key=lambda key: (key[0], key[1] or ""))
    )
