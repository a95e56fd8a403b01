"""A phase: what it taught, what could come next, and the order settled for it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from delegations.register import words
from delegations.register.models import Candidate, Function, Lesson, Phase, Sequencing
from delegations.register.permissions import PLAN_PHASE
from lsc_places.kit.permissions import require
from lsc_places.kit.words import Word
from lsc_places.people.models import User
from lsc_places.places.models import Place
from lsc_places.registers.models import Activity


@dataclass(frozen=True)
class PhasePage:
    """A phase on a day; ``is_first`` follows no other, so nothing has to be sequenced before it."""

    phase: Phase
    word: Word | None
    is_first: bool
    lessons: tuple[Lesson, ...]
    candidates: tuple[Candidate, ...]
    sequencing: Sequencing | None


def phase_page(slug: str, *, as_at: date) -> PhasePage:
    """A phase on a day; Http404 when it is unknown or had not been stated yet."""
    phase = get_object_or_404(Phase.objects.as_at(as_at), slug=slug)
    settled = Sequencing.objects.as_at(as_at).filter(phase=phase).select_related("recorded_by")
    return PhasePage(
        phase=phase,
        word=words.phase(phase.status) if phase.status_on <= as_at else None,
        is_first=not Phase.objects.filter(order__lt=phase.order).exists(),
        lessons=tuple(Lesson.objects.as_at(as_at).filter(phase=phase).select_related("place", "recorded_by")),
        candidates=tuple(Candidate.objects.as_at(as_at).filter(phase=phase).select_related("function")),
        sequencing=settled.prefetch_related("lessons__phase", "engagement").first(),
    )


def phase_to_plan(slug: str, *, by: User) -> Phase:
    """A phase somebody may plan; Http404 when it is unknown, PermissionDenied for anybody else."""
    phase = get_object_or_404(Phase, slug=slug)
    require(by, PLAN_PHASE, phase)
    return phase


def candidate_of(phase: Phase, *, key: int) -> Candidate:
    """A candidate of this phase; Http404 for one of another."""
    return get_object_or_404(Candidate.objects.select_related("phase"), pk=key, phase=phase)


def offered_to(phase: Phase) -> dict[str, QuerySet]:
    """What the forms of a phase choose from, by the name of the field."""
    return {
        "place": Place.objects.all(),
        "function": Function.objects.all(),
        "lessons": Lesson.objects.filter(phase__order__lt=phase.order).select_related("phase"),
        "engagement": Activity.objects.all(),
    }


def candidate_now(candidate: Candidate) -> dict[str, Any]:
    """What the form of a candidate starts from."""
    function = candidate.function.slug if candidate.function else None
    return {name: getattr(candidate, name) for name in ("name", "risk", "reward", "rank")} | {"function": function}


def sequencing_now(phase: Phase) -> dict[str, Any]:
    """What the form of a sequence starts from."""
    settled = Sequencing.objects.filter(phase=phase).first()
    if settled is None:
        return {}
    return {
        "words": settled.words,
        "lessons": [one.pk for one in settled.lessons.all()],
        "engagement": [one.slug for one in settled.engagement.all()],
    }
