"""Receipts and letters as PDF: made by the worker, kept with the job that made them."""

from dataclasses import dataclass

from django.core.files import File
from django.http import Http404

from delegations.readiness.models import Assessment, Submission
from delegations.readiness.queries.drafts import own_assessment
from delegations.readiness.words import LETTER, RECEIPT, signed_by
from lsc_places.jobs.models import Job
from lsc_places.jobs.words import STATES
from lsc_places.kit.words import Word
from lsc_places.people.models import User


@dataclass(frozen=True, kw_only=True)
class Printed:
    """A PDF of ours: whether it is ready, being made, or failed and why."""

    word: Word
    is_ready: bool
    why: str


@dataclass(frozen=True, kw_only=True)
class ReceiptPage:
    """What somebody keeps who has submitted."""

    assessment: Assessment
    submission: Submission
    signed_by: str
    pdf: Printed | None
    may_withdraw: bool


def receipt_page(assessment: Assessment, *, reader: User) -> ReceiptPage:
    """The receipt of the submission that counts now; two queries."""
    submission = assessment.submission
    if submission is None:
        raise Http404("Nothing is submitted")
    return ReceiptPage(
        assessment=assessment,
        submission=submission,
        signed_by=signed_by(submission),
        pdf=printed(RECEIPT, submission=submission),
        may_withdraw=assessment.state == "submitted" and assessment.round.is_open,
    )


def printed(kind: str, *, submission: Submission) -> Printed | None:
    """The last PDF of a kind of a submission; none when it was never asked for. One query."""
    job = Job.objects.filter(kind=kind, subject=submission.reference).first()
    if job is None:
        return None
    return Printed(word=STATES[job.state], is_ready=job.state == Job.State.DONE, why=job.words)


def printed_file(kind: str, *, submission: Submission) -> tuple[File, str]:
    """The PDF itself and its name; Http404 while there is none. Whoever calls this has made sure that it may be had."""
    jobs = Job.objects.filter(kind=kind, subject=submission.reference, state=Job.State.DONE)
    job = jobs.first()
    if job is None:
        raise Http404("There is no such file yet")
    return job.file.open(), job.file_name


def receipt_of(round: str, *, place: str, reader: User) -> tuple[File, str]:
    """The receipt as PDF, for those who write the assessment; Http404 for others and while there is none."""
    assessment = own_assessment(round, place=place, reader=reader)
    if assessment.submission is None:
        raise Http404("Nothing is submitted")
    return printed_file(RECEIPT, submission=assessment.submission)


__all__ = ["LETTER", "Printed", "ReceiptPage", "printed", "receipt_of", "receipt_page"]
