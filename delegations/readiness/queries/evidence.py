"""Evidence as pages list it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404

from delegations.readiness.models import Assessment, Evidence, Line, Support
from delegations.readiness.proof import is_stale
from delegations.readiness.queries.drafts import own_assessment
from delegations.readiness.words import file_word
from lsc_places.kit.dates import today
from lsc_places.kit.words import Word
from lsc_places.people.models import User


@dataclass(frozen=True, kw_only=True)
class EvidenceShown:
    """A piece of evidence: what it is, whether it may be opened, and which lines use it."""

    key: str
    name: str
    shows: str
    file: str
    document_on: date | None
    publishable: str
    is_independent: bool
    is_stale: bool
    word: Word
    may_be_opened: bool
    added_by: str
    added_at: datetime
    used_in: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class EvidencePage:
    """Where evidence is added or chosen: for one line, or for none; ``back`` is the page to go back to, ``at`` its part."""

    assessment: Assessment
    line: Line | None
    offered: tuple[EvidenceShown, ...]
    back: tuple[str, ...]
    at: str


def evidence_page(round: str, *, place: str, line: str, reader: User) -> EvidencePage:
    """Where evidence is added or chosen; Http404 for whoever does not write the assessment, and for a line there is not."""
    assessment = own_assessment(round, place=place, reader=reader)
    lines = Line.objects.filter(section__framework=assessment.round.framework_id).select_related("section")
    found = get_object_or_404(lines, code=line) if line else None
    where = (assessment.round.slug, assessment.slug)
    return EvidencePage(
        assessment=assessment,
        line=found,
        offered=evidence_of(assessment),
        back=("readiness:section", *where, found.section.slug) if found else ("readiness:evidence", *where),
        at=f"line-{found.code}" if found else "",
    )


def details_of(evidence: Evidence) -> dict[str, Any]:
    """What a piece of evidence is said to be, as a form asks for it."""
    return {
        "name": evidence.name,
        "shows": evidence.shows,
        "document_on": evidence.document_on,
        "is_independent": evidence.is_independent,
        "publishable": evidence.publishable,
    }


def evidence_of(assessment: Assessment) -> tuple[EvidenceShown, ...]:
    """All that may be used in an assessment, newest first; three queries."""
    supports = Support.objects.filter(answer__assessment=assessment).select_related("answer__line")
    found = (
        Evidence.objects.of_subject(assessment)
        .select_related("file", "added_by", "assessment__round")
        .prefetch_related(Prefetch("supports", queryset=supports.order_by("answer__line__code"), to_attr="used"))
    )
    return evidence_shown(found, fresh_months=assessment.round.framework.needs.fresh_months)


def evidence_shown(found: Iterable[Evidence], *, fresh_months: int) -> tuple[EvidenceShown, ...]:
    """Pieces of evidence as pages list them; which lines use them is told where that was fetched as ``used``."""
    return tuple(
        EvidenceShown(
            key=str(one.key),
            name=one.name,
            shows=one.shows,
            file=str(one.file),
            document_on=one.document_on,
            publishable=one.get_publishable_display(),
            is_independent=one.is_independent,
            is_stale=is_stale(one.document_on, on=today(), fresh_months=fresh_months),
            word=file_word(one.file),
            may_be_opened=one.file.may_be_opened,
            added_by=str(one.added_by),
            added_at=one.added_at,
            used_in=tuple(support.answer.line.code for support in getattr(one, "used", ())),
        )
        for one in found
    )


def evidence_to_open(key: UUID, *, reader: User) -> Evidence:
    """A piece of evidence this person may open; Http404 for anybody else, as if it were not there."""
    return get_object_or_404(Evidence.objects.visible_to(reader).select_related("file"), key=key, removed_at=None)


def evidence_to_change(assessment: Assessment, *, key: UUID) -> Evidence:
    """A piece of evidence of this side, to describe or remove; Http404 when there is none."""
    return get_object_or_404(Evidence.objects.of_subject(assessment).select_related("file"), key=key)
