"""Rounds: all of them, one of them, and how far each place may decide."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import prefetch_related_objects
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from delegations.readiness.models import Assessment, Autonomy, Framework, Round, Section, Verdict
from delegations.readiness.permissions import CLOSE_ROUND, COMPARE, LOWER_AUTONOMY, OPEN_ROUND, RECORD_VERDICT
from delegations.readiness.queries.drafts import of_address
from delegations.readiness.queries.gating import end_of
from delegations.readiness.queries.standing import Standing, VerdictShown, standings, verdict_shown
from delegations.readiness.steps import State, may_go
from delegations.readiness.telling import Asked, waiting_for
from delegations.readiness.words import REVIEWERS, STATES
from delegations.register.models import Function, Phase
from lsc_places.kit.dates import today
from lsc_places.kit.words import Word
from lsc_places.people.models import User
from lsc_places.places.models import Place


@dataclass(frozen=True, kw_only=True)
class RoundShown:
    """A round on a day, with where each of its assessments stands."""

    slug: str
    name: str
    phase: str | None
    framework: Framework
    deadline_at: datetime
    closed_at: datetime | None
    standings: tuple[Standing, ...]
    functions: tuple[Function, ...]
    days_left: int

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def submitted(self) -> int:
        return sum(1 for one in self.standings if one.submission is not None)

    @property
    def late(self) -> int:
        return sum(1 for one in self.standings if one.is_late)

    @property
    def missing(self) -> int:
        return sum(1 for one in self.standings if one.is_missing)

    @property
    def published(self) -> int:
        return sum(1 for one in self.standings if one.is_published)


@dataclass(frozen=True, kw_only=True)
class AutonomyCell:
    """How far a place may decide on a function, since when and why; level 0 when nothing has been set."""

    level: int
    words: str
    since: date | None
    reason: str


@dataclass(frozen=True, kw_only=True)
class LoweringPage:
    """How far a place may decide on a function now, and the lower levels it can be brought down to, with their names."""

    held: Autonomy
    levels: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class AutonomyRow:
    """The places side by side on one function."""

    function: Function
    cells: tuple[AutonomyCell, ...]


@dataclass(frozen=True, kw_only=True)
class RoundsPage:
    """Every round that had been opened by the day, and how far each place may decide.

    ``waiting`` is what waits for the reader today; ``has_reviews`` says whether they review at all.
    """

    waiting: tuple[Asked, ...]
    has_reviews: bool
    rounds: tuple[RoundShown, ...]
    places: tuple[Place, ...]
    autonomy: tuple[AutonomyRow, ...]
    may_open: bool
    may_lower: bool


@dataclass(frozen=True, kw_only=True)
class RoundPage:
    """One round."""

    round: RoundShown
    functions: tuple[tuple[Function, str], ...]
    is_today: bool
    may_close: bool
    may_compare: bool
    may_record: bool


def rounds_page(*, as_at: date, reader: User) -> RoundsPage:
    """Every round, newest first; a fixed number of queries."""
    opened = list(Round.objects.filter(opened_at__lt=end_of(as_at)).select_related("framework", "phase"))
    places = tuple(Place.objects.all())
    return RoundsPage(
        waiting=waiting_for(reader) if as_at == today() else (),
        has_reviews=reader.holds_anywhere(*REVIEWERS),
        rounds=tuple(_shown(opened, as_at, reader=reader)),
        places=places,
        autonomy=_autonomy(places, as_at),
        may_open=as_at == today() and reader.has_perm(OPEN_ROUND, reader),
        may_lower=as_at == today() and reader.has_perm(LOWER_AUTONOMY, reader),
    )


def lowering_page(place: str, *, function: str) -> LoweringPage:
    """What can be lowered; Http404 when no level is set for this place and function."""
    held = get_object_or_404(
        Autonomy.objects.as_at(today()).select_related(
            "place", "function", "result__submission__assessment__round__framework"
        ),
        place__slug=place,
        function__slug=function,
    )
    scale = held.result.submission.assessment.round.framework.autonomy if held.result else []
    lower = [step for step in scale if step["level"] < held.level]
    return LoweringPage(held=held, levels=tuple((str(step["level"]), step["name"]) for step in lower))


def last_round(*, as_at: date) -> RoundShown | None:
    """The round that had been opened last by the day; none before the first. A fixed number of queries."""
    opened = Round.objects.filter(opened_at__lt=end_of(as_at)).select_related("framework", "phase")
    return next(iter(_shown(list(opened.order_by("-opened_at")[:1]), as_at)), None)


def round_page(slug: str, *, as_at: date, reader: User) -> RoundPage:
    """One round; Http404 when there was none of this address on the day."""
    round = round_of(slug)
    if round.opened_at >= end_of(as_at):
        raise Http404(f"There was no round {slug} yet")
    (shown,) = _shown([round], as_at, reader=reader)
    is_today = as_at == today()
    passed = timezone.now() > round.deadline_at
    return RoundPage(
        round=shown,
        functions=tuple((of.function, of.tier) for of in round.functions.all()),
        is_today=is_today,
        may_close=is_today and round.is_open and passed and reader.has_perm(CLOSE_ROUND, round),
        may_compare=reader.has_perm(COMPARE, round),
        may_record=is_today and reader.has_perm(RECORD_VERDICT, round),
    )


@dataclass(frozen=True, kw_only=True)
class VerdictPage:
    """An assessment the delivery group speaks of: what can be said of it now, and what was said before."""

    assessment: Assessment
    number: int | None
    kinds: tuple[tuple[str, str], ...]
    said: tuple[VerdictShown, ...]
    word: Word


def verdict_page(round: str, *, place: str) -> VerdictPage:
    """An assessment the delivery group speaks of; Http404 when there is none of this address."""
    every = Assessment.objects.with_lock_words()
    assessment = get_object_or_404(every, **of_address(round, place=place))
    number = assessment.submission.number if assessment.submission else None
    kinds = [(Verdict.Kind.REFERRED, "Refer it to somebody else")]
    if number is not None:
        kinds.insert(0, (Verdict.Kind.ACCEPTED, "Accept it"))
        if may_go(assessment.state, State.DRAFT) and assessment.round.is_open:
            kinds.insert(1, (Verdict.Kind.RETURNED, "Return it to be written again"))
    verdicts = assessment.verdicts.select_related("recorded_by").order_by("-recorded_at")
    return VerdictPage(
        assessment=assessment,
        number=number,
        kinds=tuple((kind.value, words) for kind, words in kinds),
        said=tuple(verdict_shown(verdict) for verdict in verdicts),
        word=STATES[assessment.state],
    )


def round_of(slug: str) -> Round:
    """The round of this address; Http404 when there is none."""
    return get_object_or_404(Round.objects.select_related("framework", "phase"), slug=slug)


def framework_of(slug: str) -> Framework:
    """The framework of this address, such as "place-readiness-1"; Http404 when there is none."""
    return get_object_or_404(Framework, source_key=slug)


def sections_of(framework: Framework) -> tuple[Section, ...]:
    """Its sections with their lines; two queries."""
    return tuple(framework.sections.select_related("framework").prefetch_related("lines"))


def choices() -> tuple[tuple[Framework, ...], tuple[Phase, ...], tuple[Place, ...]]:
    """What a round can be opened with: the frameworks, newest version first, the phases and the places."""
    return (
        tuple(Framework.objects.order_by("name", "-version")),
        tuple(Phase.objects.all()),
        tuple(Place.objects.all()),
    )


def _shown(rounds: list[Round], as_at: date, *, reader: User | None = None) -> list[RoundShown]:
    found = standings(rounds, as_at=as_at, reader=reader)
    prefetch_related_objects(rounds, "functions__function")
    return [
        RoundShown(
            slug=round.slug,
            name=round.name,
            phase=str(round.phase) if round.phase else None,
            framework=round.framework,
            deadline_at=round.deadline_at,
            closed_at=round.closed_at if round.closed_at and round.closed_at < end_of(as_at) else None,
            standings=found.get(round.pk, ()),
            functions=tuple(of.function for of in round.functions.all()),
            days_left=(timezone.localdate(round.deadline_at) - as_at).days,
        )
        for round in rounds
    ]


def _autonomy(places: tuple[Place, ...], as_at: date) -> tuple[AutonomyRow, ...]:
    held = {(one.place_id, one.function_id): one for one in Autonomy.objects.as_at(as_at).select_related("function")}
    functions = {one.function_id: one.function for one in held.values()}
    return tuple(
        AutonomyRow(function=function, cells=tuple(_cell(held.get((place.pk, function.pk))) for place in places))
        for function in sorted(functions.values(), key=lambda one: one.pk)
    )


def _cell(held: Autonomy | None) -> AutonomyCell:
    if held is None:
        return AutonomyCell(level=0, words="The ICB decides", since=None, reason="No accepted result")
    return AutonomyCell(level=held.level, words=held.words, since=held.holds.lower, reason=held.reason)
