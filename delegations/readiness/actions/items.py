"""Conditions and gaps become workplan items in one step; the condition, or the gap, keeps the link to its item."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify

from delegations.readiness.models import Answer, Assessment, Condition, GapItem, Line
from delegations.readiness.permissions import MAKE_ITEM
from delegations.readiness.refusals import Refused
from delegations.register.models import Function
from delegations.workplan.actions.adding import hold_numbers
from delegations.workplan.actions.writing import changing, write
from delegations.workplan.models import Item, Party
from lsc_places.kit.dates import PartialDate
from lsc_places.kit.permissions import require
from lsc_places.people.models import User

LONGEST_TITLE = 300


@transaction.atomic
def make_condition_item(condition: Condition, *, by: User) -> Item:
    """Put a condition of a published result into the workplan of the place; pressed twice, it is still one item."""
    condition = (
        Condition.objects.select_for_update(of=("self",))
        .select_related("line", "section", "submission__assessment__place", "submission__assessment__round")
        .get(pk=condition.pk)
    )
    assessment = condition.submission.assessment
    require(by, MAKE_ITEM, assessment)
    if condition.item is None:
        condition.item = _add(
            assessment,
            title=condition.text,
            note=f"Condition RC-{condition.pk:04} of {condition.submission.reference}, {condition.get_timing_display()}. "
            f"Proof: {condition.proof}",
            owner=condition.owner_role,
            due_on=condition.due_on,
            functions=condition.functions.all(),
            by=by,
        )
        condition.save(update_fields=["item"])
    return condition.item


@transaction.atomic
def make_gap_item(assessment: Assessment, *, line: Line, by: User) -> Item:
    """Put the next step on a line where the result is below what is needed into the workplan, once."""
    assessment = Assessment.objects.locked(assessment.pk)
    require(by, MAKE_ITEM, assessment)
    submission = assessment.submission
    if submission is None or not hasattr(submission, "result"):
        raise Refused("The result is not published yet, so there is no gap to close")
    made = GapItem.objects.filter(submission=submission, line=line).select_related("item").first()
    if made is None:
        answer = Answer.objects.get(assessment=assessment, line=line)
        item = _add(
            assessment,
            title=answer.next_step or line.development or f"Close the gap on {line}",
            note=f"Gap on {line} in {submission.reference}",
            owner="",
            due_on=None,
            functions=[of.function for of in assessment.round.functions.select_related("function")],
            by=by,
        )
        made = GapItem.objects.create(submission=submission, line=line, item=item, made_at=timezone.now(), made_by=by)
    return made.item


def _add(
    assessment: Assessment,
    *,
    title: str,
    note: str,
    owner: str,
    due_on: date | None,
    functions: Iterable[Function],
    by: User,
) -> Item:
    """A new item of the place's plan, or of the programme's for the ICB; what a panel asks for waits for no other answer."""
    due = PartialDate(due_on) if due_on else None
    with changing(by=by):
        hold_numbers()
        number = 1 + (Item.objects.aggregate(last=Max("number"))["last"] or 0)
        item = Item(
            number=number,
            order=number,
            title=" ".join(title.split())[:LONGEST_TITLE],
            plan=Item.Plan.PLACE if assessment.place else Item.Plan.PROGRAMME,
            place=assessment.place,
            note=note,
            original_due_on=due,
            due_on=due,
            version=0,
        )
        item.save()
        item.functions.set(functions)
        write([(item, {"status": Item.Status.PLANNED} | ({"owner": _party(owner)} if owner else {}))], by=by)
    return item


def _party(words: str) -> Party:
    party, _ = Party.objects.get_or_create(slug=slugify(words)[:160], defaults={"words": words})
    return party
