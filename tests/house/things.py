"""What the table of doors leads to that no record and no round brings."""

from uuid import uuid4

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from delegations.register.models import Candidate, Delegation, DelegationDocument, Phase
from delegations.workplan.models import Ask, Baseline, ChangeRequest, ChangeSet, Item
from lsc_places.jobs.models import Job
from lsc_places.kit.dates import PartialDate, today
from lsc_places.places.models import Place
from tests.accounts import account


def make_things() -> None:
    """Make what the table's arguments name beside the records and a round, such as a failed export and a request."""
    DelegationDocument.objects.create(
        pk=1_000_000,
        delegation=Delegation.objects.get(reference="DEL-01"),
        kind=DelegationDocument.Kind.AGREEMENT,
        title="An agreement",
        holds=DateRange(today(), None),
    )
    Candidate.objects.create(
        pk=1_000_000, phase=Phase.objects.get(slug="phase-later"), name="A candidate", recorded_by=account()
    )
    Job.objects.create(
        pk=1_000_000,
        kind="paper",
        subject="a-paper",
        title="A paper somebody else asked for",
        asked_by=account(),
        state=Job.State.FAILED,
        words="The paper could not be made",
        ended_at=timezone.now(),
    )
    baseline = Baseline.objects.create(
        slug="a-baseline", name="A baseline", why="Agreed", proposed_by=account(), form_key=uuid4()
    )
    ChangeRequest.objects.create(
        pk=1_000_000,
        item=Item.objects.get(number=42),
        baseline=baseline,
        was_on=PartialDate.parse("2027-03-31"),
        wanted_on=PartialDate.parse("2027-04-07"),
        cause="The venue is taken",
        approver="manager",
        approver_reason="It moves by 7 days",
        asked_by=account(),
        form_key=uuid4(),
    )
    Ask.objects.create(
        pk=1_000_000,
        place=Place.objects.get(slug="lancashire"),
        title="A return by Friday",
        requester="Finance",
        priority="high",
        recorded_by=account(),
        form_key=uuid4(),
    )
    ChangeSet.objects.create(pk=1_000_000, words="Rows of somebody else", made_by=account(), rows=[], form_key=uuid4())
