"""Opening and closing rounds, and what the delivery group says of each assessment."""

from collections.abc import Collection
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from delegations.readiness.actions.autonomy import follow_result
from delegations.readiness.models import Answer, Assessment, Framework, Line, Round, RoundFunction, Verdict
from delegations.readiness.permissions import CLOSE_ROUND, OPEN_ROUND, RECORD_VERDICT
from delegations.readiness.refusals import Refused
from delegations.readiness.steps import State, may_go
from delegations.register.models import Function, Phase
from lsc_places.kit.permissions import require
from lsc_places.people.models import User
from lsc_places.places.models import Place

HOUR = time(17)  # in London


def deadline_of(day: date) -> datetime:
    """5pm in London on a day."""
    return timezone.make_aware(datetime.combine(day, HOUR))


@transaction.atomic
def open_round(
    framework: Framework,
    *,
    name: str,
    phase: Phase | None,
    places: Collection[Place],
    with_icb: bool,
    deadline_on: date,
    by: User,
) -> Round:
    """Invite places, and the ICB, to assess themselves by 5pm on a day; from now on the framework is frozen."""
    framework = Framework.objects.select_for_update().get(pk=framework.pk)
    require(by, OPEN_ROUND, framework)
    now, deadline = timezone.now(), deadline_of(deadline_on)
    slug = slugify(name)[:80]
    if deadline <= now:
        raise Refused("The deadline must be in the future")
    if not slug or Round.objects.filter(slug=slug).exists():
        raise Refused("Another round has this name. Enter another name")
    if not places and not with_icb:
        raise Refused("Select who is to assess their readiness")
    if framework.frozen_at is None:
        framework.frozen_at = now
        framework.save(update_fields=["frozen_at"])
    opened = Round.objects.create(
        slug=slug, name=name, phase=phase, framework=framework, deadline_at=deadline, opened_at=now, opened_by=by
    )
    tiers = {function: tier["code"] for tier in framework.tiers for function in tier["functions"]}
    RoundFunction.objects.bulk_create(
        RoundFunction(round=opened, function=function, tier=tiers[function.slug])
        for function in Function.objects.filter(slug__in=tiers)
    )
    lines = Line.objects.filter(section__framework=framework)
    for place in [*sorted(places, key=lambda one: one.order), *([None] if with_icb else [])]:
        assessment = Assessment.objects.create(round=opened, place=place)
        Answer.objects.bulk_create(Answer(assessment=assessment, line=line) for line in lines)
    return opened


@transaction.atomic
def close_round(round: Round, *, by: User) -> Round:
    """End a round: what is still a draft stays as it was written, and can only be read."""
    round = Round.objects.select_for_update().get(pk=round.pk)
    require(by, CLOSE_ROUND, round)
    if round.closed_at is None:
        if timezone.now() < round.deadline_at:
            raise Refused("A round can be closed when its deadline has passed")
        round.closed_at, round.closed_by = timezone.now(), by
        round.save(update_fields=["closed_at", "closed_by"])
    return round


@transaction.atomic
def record_verdict(
    assessment: Assessment, *, kind: str, reason: str, referred_to: str = "", submission: int | None, by: User
) -> Verdict:
    """Record that the delivery group accepts, returns or refers an assessment, with its reason.

    ``submission`` is the number of the submission it spoke of (none: nothing was submitted); another since then refuses.
    A returned assessment is open to be written again, with what was written before.
    """
    assessment = Assessment.objects.locked(assessment.pk)
    require(by, RECORD_VERDICT, assessment)
    current = assessment.submission
    if (current.number if current else None) != submission:
        raise Refused("This assessment changed since you opened the page. Look at it again before you record anything")
    if current is None and kind != Verdict.Kind.REFERRED:
        raise Refused("Nothing has been submitted yet, so it can only be referred")
    if kind == Verdict.Kind.RETURNED:
        if not may_go(assessment.state, State.DRAFT):
            raise Refused("The result is published and cannot be returned. A new round makes a new assessment")
        if not assessment.round.is_open:
            raise Refused("The round is closed, so nothing can be returned. A new round makes a new assessment")
        assessment.state, assessment.submission = State.DRAFT, None
        assessment.save(update_fields=["state", "submission"])
    verdict = Verdict.objects.create(
        assessment=assessment,
        submission=current,
        kind=kind,
        reason=reason,
        referred_to=referred_to if kind == Verdict.Kind.REFERRED else "",
        recorded_at=timezone.now(),
        recorded_by=by,
    )
    if kind == Verdict.Kind.ACCEPTED and current is not None:
        follow_result(current, by=by)
    return verdict
