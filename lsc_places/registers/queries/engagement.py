"""What residents were asked and what they said, as stated by a day."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from lsc_places.places.models import Place
from lsc_places.registers.models import Activity, Feedback, Theme
from lsc_places.sources.queries import citing

Cite = Callable[[Iterable[str]], str]


@dataclass(frozen=True)
class ThemeShown:
    """A theme that came up, and what followed where that is stated."""

    name: str
    note: str
    place: Place | None
    activity: str
    citation: str
    basis: str


@dataclass(frozen=True)
class ActivityShown:
    """Something by which people were asked; ``outcome`` is empty until a document states it."""

    slug: str
    title: str
    place: Place | None
    leads: tuple[str, ...]
    method: str
    when: str
    reached: str
    outcome: str
    themes: tuple[ThemeShown, ...]
    citation: str
    basis: str


@dataclass(frozen=True)
class FeedbackShown:
    """What residents of a place said of it; ``tone`` is the heading it belongs under."""

    tone: str
    is_positive: bool
    topic: str
    place: Place
    citation: str


@dataclass(frozen=True)
class Engagement:
    """The engagement of one place, or of all."""

    activities: tuple[ActivityShown, ...]
    themes: tuple[ThemeShown, ...]
    feedback: tuple[FeedbackShown, ...]

    @property
    def feedback_by_place(self) -> tuple[tuple[Place, tuple[FeedbackShown, ...]], ...]:
        return tuple((place, tuple(rows)) for place, rows in groupby(self.feedback, key=lambda one: one.place))


def engagement(*, as_at: date, place: str = "") -> Engagement:
    """What was stated by the day of every place and of the system, or of the place of this slug; seven queries."""
    return _engagement({"place__slug": place} if place else {}, as_at)


def engagement_of(place: Place, *, as_at: date) -> Engagement:
    """What was stated by the day of a place; seven queries."""
    return _engagement({"place": place}, as_at)


def engagement_by_place(*, as_at: date) -> Mapping[str, Engagement]:
    """What was stated by the day of every place that has any, by its slug; seven queries."""
    everything = engagement(as_at=as_at)
    places = [one.place for one in everything.activities]
    places += [one.place for one in everything.themes]
    places += [one.place for one in everything.feedback]
    slugs = dict.fromkeys(place.slug for place in places if place)
    return {slug: _only(everything, slug) for slug in slugs}


def _only(everything: Engagement, slug: str) -> Engagement:
    return Engagement(
        tuple(one for one in everything.activities if one.place and one.place.slug == slug),
        tuple(one for one in everything.themes if one.place and one.place.slug == slug),
        tuple(one for one in everything.feedback if one.place.slug == slug),
    )


def _engagement(of: dict[str, object], as_at: date) -> Engagement:
    cite = citing(as_at)
    themes = Theme.objects.as_at(as_at).filter(**of).select_related("place", "activity").order_by("activity_id", "pk")
    by_activity = {key: tuple(rows) for key, rows in groupby(themes, key=lambda row: row.activity_id)}
    activities = (
        Activity.objects.begun_by(as_at)
        .filter(**of)
        .select_related("place")
        .prefetch_related("leads__organisation", "leads__body")
        .order_by("place__order", "pk")
    )
    feedback = Feedback.objects.as_at(as_at).filter(**of).select_related("place")
    return Engagement(
        activities=tuple(_activity(row, by_activity.get(row.pk, ()), as_at, cite) for row in activities),
        themes=tuple(_theme(row, cite) for row in themes),
        feedback=tuple(_feedback(row, cite) for row in feedback),
    )


def _activity(row: Activity, themes: Iterable[Theme], as_at: date, cite: Cite) -> ActivityShown:
    reached = f"{row.reached_qualifier} {row.reached:,} {row.reached_unit}" if row.reached is not None else ""
    return ActivityShown(
        slug=row.slug,
        title=row.title,
        place=row.place,
        leads=tuple(str(lead) for lead in row.leads.all()),
        method=row.method,
        when=_when(row),
        reached=_capital(reached.strip()),
        outcome=row.outcome if row.stated_on <= as_at else "",
        themes=tuple(_theme(theme, cite) for theme in themes),
        citation=cite(row.sources),
        basis=row.basis,
    )


def _when(row: Activity) -> str:
    """The dates of an activity in words; empty when no document states them."""
    if row.began is None:
        return ""
    if row.ended is None or row.ended == row.began:
        return row.began.words
    return f"{row.began.words} to {row.ended.words}"


def _theme(row: Theme, cite: Cite) -> ThemeShown:
    activity = row.activity.title if row.activity else ""
    return ThemeShown(row.name, row.note, row.place, activity, cite(row.sources), row.basis)


def _feedback(row: Feedback, cite: Cite) -> FeedbackShown:
    is_positive = row.tone == Feedback.Tone.POSITIVE
    return FeedbackShown(row.get_tone_display(), is_positive, row.topic, row.place, cite(row.sources))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
