"""What readiness asks of whom, as it stands now, and telling them: to write, answer, rate, moderate, record and meet."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils import timezone

from delegations.readiness import words
from delegations.readiness.models import Answer, Assessment, Condition, Message, Review, Section, Standing, Verdict
from delegations.readiness.steps import State
from lsc_places.jobs.telling import News, tell
from lsc_places.kit.dates import day_words, today
from lsc_places.kit.jinja import deadline, plural
from lsc_places.kit.words import Word
from lsc_places.people.models import Grant, User
from lsc_places.places.models import Place

KIND = "readiness"
Right = Grant.Right
Address = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Something that waits for whoever holds a right for a place, or without a place across the ICB.

    ``key`` stays as long as it is the same thing. ``address`` is the name of the page where it is done, and its arguments.
    ``anywhere`` asks those who hold the right for any place, ``only`` one account, and ``but`` names accounts that have
    done it or may not.
    """

    key: str
    status: Word
    words: str
    sub: str
    address: Address
    right: str
    place: Place | None = None
    anywhere: bool = False
    only: int | None = None
    but: frozenset[int] = frozenset()

    def is_of(self, user: User) -> bool:
        """Whether it waits for this account."""
        if user.pk in self.but or (self.only is not None and user.pk != self.only):
            return False
        if not self.right:
            return self.only == user.pk
        return user.holds_anywhere(self.right) if self.anywhere else user.holds(self.right, place=self.place)


def waiting_for(reader: User) -> tuple[Asked, ...]:
    """What waits for somebody; a fixed number of queries."""
    return tuple(one for one in asked() if one.is_of(reader))


def tell_those_asked() -> int:
    """Tell everybody what waits for them now, and take back what is done; answers how many notices are new.

    A fixed number of queries, however many people there are.
    """
    everything = asked()
    held = Grant.objects.as_at(today())
    people = User.objects.filter(is_active=True, pk__in=held.values("user"))
    people = people.prefetch_related(Prefetch("grants", queryset=held, to_attr="current_grants"))  # type: ignore[no-redef]
    return tell(
        KIND,
        news=[
            News(person.pk, f"{KIND}:{one.key}", one.words, reverse(one.address[0], args=one.address[1:]))
            for person in people
            for one in everything
            if one.is_of(person)
        ],
    )


def asked() -> tuple[Asked, ...]:
    """Everything that waits for anybody; a fixed number of queries."""
    reviews = Review.objects.filter(given_at__isnull=False)
    verdicts = Verdict.objects.order_by("recorded_at")
    assessments = list(
        Assessment.objects.filter(Q(state=State.DRAFT, round__closed_at=None) | ~Q(state=State.DRAFT))
        .select_related("round", "place", "submission")
        .defer("submission__answers")
        .prefetch_related(
            "completions",
            Prefetch("round__framework__sections", queryset=Section.objects.order_by("order")),
            Prefetch("submission__reviews", queryset=reviews, to_attr="given"),
            Prefetch("submission__messages", queryset=Message.objects.select_related("line")),
            Prefetch("verdicts", queryset=verdicts),
        )
    )
    written = Answer.objects.filter(assessment__in=assessments, saved_by__isnull=False).order_by()
    writers: dict[int, set[int]] = {}
    for assessment, by in written.values_list("assessment", "saved_by").distinct():
        writers.setdefault(assessment, set()).add(by)
    found = [one for each in assessments for one in _of(each, frozenset(writers.get(each.pk, ())))]
    return (*found, *_to_meet())


def _of(assessment: Assessment, writers: frozenset[int]) -> Iterator[Asked]:
    if assessment.state == State.DRAFT:
        yield _to_write(assessment)
    elif assessment.state in (State.SUBMITTED, State.IN_REVIEW):
        yield from _to_answer(assessment)
        yield from _to_review(assessment, writers)
    elif not any(one.submission_id == assessment.submission_id for one in assessment.verdicts.all()):
        yield Asked(
            key=f"record:{assessment.submission_id}",
            status=words.TO_DO,
            words=f"Record what the delivery group says of the result of {assessment.subject_within}",
            sub="The result counts once it is accepted",
            address=_address("verdict", assessment),
            right=Right.PROGRAMME_MANAGER,
        )


def _to_write(assessment: Assessment) -> Asked:
    sections = list(assessment.round.framework.sections.all())
    verdicts = list(assessment.verdicts.all())
    is_returned = bool(verdicts) and verdicts[-1].kind == Verdict.Kind.RETURNED
    done = f"{len(assessment.completions.all())} of {plural(len(sections), 'section')} completed"
    is_late = timezone.now() > assessment.round.deadline_at
    until = deadline(assessment.round.deadline_at)
    what = f"Write the readiness assessment of {assessment.subject_within}"
    return Asked(
        key=f"write:{assessment.pk}:{len(verdicts) if is_returned else 0}",
        status=words.RETURNED if is_returned else words.LATE if is_late else words.TO_DO,
        words=f"{what} again: it was returned" if is_returned else f"{what} by {until}",
        sub=f"{assessment.round.name}. {done}",
        address=_address("assessment", assessment),
        right=Right.DHCI if assessment.place else Right.ACCOUNTABLE_OFFICER,
        place=assessment.place,
    )


def _to_answer(assessment: Assessment) -> Iterator[Asked]:
    """Questions of reviewers that have no answer after them."""
    assert assessment.submission is not None
    messages = sorted(assessment.submission.messages.all(), key=lambda one: (one.line_id, one.sent_at, one.pk))
    for _, said in groupby(messages, key=lambda one: one.line_id):
        last = list(said)[-1]
        if not last.is_answer:
            yield Asked(
                key=f"answer:{last.pk}",
                status=words.TO_DO,
                words=f"Answer what reviewers asked {assessment.subject_within} about {last.line}",
                sub=assessment.round.name,
                address=(*_address("question", assessment), last.line.code),
                right=Right.DHCI if assessment.place else Right.ACCOUNTABLE_OFFICER,
                place=assessment.place,
            )


def _to_review(assessment: Assessment, writers: frozenset[int]) -> Iterator[Asked]:
    """What partners and leads have still to rate, and the panel once all leads have."""
    rated = [one for one in assessment.round.framework.sections.all() if one.is_rated]
    given: list[Review] = assessment.submission.given  # type: ignore[union-attr]
    by_lead: dict[str, list[Section]] = {}
    for section in rated:
        by_lead.setdefault(section.lead, []).append(section)
    for lead, sections in by_lead.items():
        done = _done([one for one in given if one.standing == Standing.LEAD], sections)
        yield _review(assessment, sections, right=lead, done=done | writers)
    done = _done([one for one in given if one.standing == Standing.PARTNER], rated)
    yield _review(assessment, rated, right=Right.PARTNER, done=done | writers)
    if {section.pk for section in rated} <= {one.section_id for one in given if one.standing == Standing.LEAD}:
        yield Asked(
            key=f"moderate:{assessment.submission_id}",
            status=words.TO_DO,
            words=f"Moderate the readiness assessment of {assessment.subject_within}",
            sub=f"{assessment.round.name}. Every section has been rated by its lead",
            address=_address("panel", assessment),
            right=Right.PANEL_CHAIR,
            but=writers,
        )


def _review(assessment: Assessment, sections: list[Section], *, right: str, done: frozenset[int]) -> Asked:
    count = plural(len(sections), "section")
    return Asked(
        key=f"review:{assessment.submission_id}:{right}",
        status=words.TO_DO,
        words=f"Rate the readiness of {assessment.subject_within}",
        sub=f"{assessment.round.name}. {count}{', the first' if len(sections) > 1 else ''}: {sections[0].title}",
        address=(*_address("review", assessment), sections[0].slug),
        right=right,
        place=assessment.place if right == Right.PARTNER else None,
        anywhere=right == Right.PARTNER and assessment.place is None,
        but=done,
    )


def _done(given: Iterable[Review], sections: Iterable[Section]) -> frozenset[int]:
    """Who has given their view of every one of these sections."""
    wanted = {section.pk for section in sections}
    by: dict[int, set[int]] = {}
    for one in given:
        by.setdefault(one.by_id, set()).add(one.section_id)
    return frozenset(user for user, seen in by.items() if wanted <= seen)


def _to_meet() -> Iterator[Asked]:
    """Conditions of published results that are open, for their owners and for those who may discharge them."""
    open_ones = Condition.objects.filter(discharged_at=None, submission__result__isnull=False)
    for one in open_ones.select_related("submission__assessment__round", "submission__assessment__place"):
        assessment = one.submission.assessment
        name = f"{words.condition_reference(one)} of {assessment.subject_within}"
        address = _address("result", assessment)
        yield Asked(
            key=f"meet:{one.pk}",
            status=words.OVERDUE if one.due_on < today() else words.TO_DO,
            words=f"Meet {name} by {day_words(one.due_on)}",
            sub=one.text,
            address=address,
            right="",
            only=one.owner_id,
        )
        yield Asked(
            key=f"discharge:{one.pk}",
            status=words.TO_DO,
            words=f"Discharge {name} once its proof is there",
            sub=one.text,
            address=address,
            right=one.discharged_by_right,
            but=frozenset({one.owner_id}),
        )


def _address(name: str, assessment: Assessment) -> Address:
    return (f"readiness:{name}", assessment.round.slug, assessment.slug)
