"""The approvals that delegations need, and how each is said to stand."""

from collections.abc import Iterator

from delegations.register.load.readings import once, source_of
from delegations.register.models import Approval, ApprovalStatement, Delegation, NeededApproval
from lsc_places.kit.loading import Row
from lsc_places.kit.records import Record
from lsc_places.sources.load import sourced

Outcome = ApprovalStatement.Outcome


def approvals(record: Record) -> Iterator[Row]:
    yield Row(
        Approval,
        record.key,
        sourced(
            record,
            slug=record.key,
            name=record.text("name"),
            required_by=record.text("required_by"),
            standing=record.text("state"),
        ),
    )


def needed(record: Record) -> Iterator[Row]:
    """The approvals a delegation needs, from the day each is stated; how a document says it stands leaves it open."""
    delegation = record.find("key", Delegation, record.key)
    for approval in record.links("approvals_needed", Approval):
        key = f"{record.key}:{approval.slug}"
        yield Row(NeededApproval, key, source_of(approval) | {"delegation": delegation, "approval": approval})
        yield once(
            record,
            ApprovalStatement,
            f"{key}:{approval.last_stated_on}:{approval.standing}"[:160],
            source_of(approval)
            | {
                "needed": record.find("approvals_needed", NeededApproval, key),
                "outcome": Outcome.OPEN,
                "words": "" if approval.standing == Outcome.OPEN else approval.standing,
                "effective_on": approval.last_stated_on,
            },
        )
