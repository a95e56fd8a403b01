"""Recording what a phase taught, what could come next, and the order of a later phase."""

from collections.abc import Collection

from django.db import transaction

from delegations.register.models import Candidate, Function, Lesson, Phase, Sequencing
from delegations.register.permissions import PLAN_PHASE
from delegations.register.refusals import Refused
from lsc_places.kit.permissions import require
from lsc_places.people.models import User
from lsc_places.places.models import Place
from lsc_places.registers.models import Activity


@transaction.atomic
def record_lesson(phase: Phase, *, words: str, place: Place | None, learned_from: str, by: User) -> Lesson:
    """Say what a phase taught, everywhere or at one place."""
    phase = _locked(phase, by=by)
    return Lesson.objects.create(
        phase=phase, words=words, place=place, citation=learned_from, basis=f"stated ({by})", recorded_by=by
    )


@transaction.atomic
def list_candidate(
    phase: Phase, *, name: str, function: Function | None, risk: str, reward: str, rank: int | None, by: User
) -> Candidate:
    """List something that could be delegated in a phase."""
    phase = _locked(phase, by=by)
    _free(phase, name=name, rank=rank, but=None)
    return Candidate.objects.create(
        phase=phase,
        name=name,
        function=function,
        risk=risk,
        reward=reward,
        rank=rank,
        basis=f"stated ({by})",
        recorded_by=by,
    )


@transaction.atomic
def change_candidate(
    candidate: Candidate, *, name: str, function: Function | None, risk: str, reward: str, rank: int | None, by: User
) -> Candidate:
    """Say a candidate's risk, reward or rank anew."""
    phase = _locked(candidate.phase, by=by)
    current = Candidate.objects.get(pk=candidate.pk)
    _free(phase, name=name, rank=rank, but=current)
    current.name, current.function, current.risk, current.reward, current.rank = name, function, risk, reward, rank
    current.save()
    return current


@transaction.atomic
def sequence(
    phase: Phase, *, words: str, lessons: Collection[Lesson], engagement: Collection[Activity], by: User
) -> Sequencing:
    """Settle the order of a later phase; raises Refused without a lesson of a phase before it and a record of engagement."""
    phase = _locked(phase, by=by)
    if not Phase.objects.filter(order__lt=phase.order).exists():
        raise Refused("The first phase follows no other, so nothing is sequenced before it")
    if not any(lesson.phase.order < phase.order for lesson in lessons):
        raise Refused(
            "Choose at least one lesson of a phase before this one. Record it on the page of that phase",
            field="lessons",
        )
    if not engagement:
        raise Refused("Choose at least one record of engagement", field="engagement")
    settled, _ = Sequencing.objects.update_or_create(
        phase=phase, defaults={"words": words, "basis": f"stated ({by})", "recorded_by": by}
    )
    settled.lessons.set(lessons)
    settled.engagement.set(engagement)
    return settled


def _locked(phase: Phase, *, by: User) -> Phase:
    current = Phase.objects.select_for_update(of=("self",)).get(pk=phase.pk)
    require(by, PLAN_PHASE, current)
    return current


def _free(phase: Phase, *, name: str, rank: int | None, but: Candidate | None) -> None:
    others = phase.candidates.exclude(pk=but.pk) if but else phase.candidates.all()
    if others.filter(name=name).exists():
        raise Refused("A candidate of this name is listed already", field="name")
    taken = others.filter(rank=rank).first() if rank is not None else None
    if taken:
        raise Refused(f"{taken} is number {rank}. Choose another number, or change that one first", field="rank")
