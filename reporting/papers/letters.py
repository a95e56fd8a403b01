"""Making the receipt of an assessment and the letter on its result: what a worker does after somebody submits or publishes."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.template.loader import render_to_string
from django.utils.text import get_valid_filename

from delegations.readiness import queries as readiness
from lsc_places.jobs.kinds import Made, NotMade, Watch
from reporting.papers import exporting

GONE = "What this was about is not here any more."


def make_receipt(subject: str, params: Mapping[str, Any], watch: Watch) -> Made:
    """The receipt of ``params["submission"]``, whose reference is the subject."""
    watch.step(exporting.STEPS[0], number=1, of=len(exporting.STEPS))
    return exporting.pressed(receipt(params["submission"]), name=_name("receipt", subject), watch=watch)


def make_letter(subject: str, params: Mapping[str, Any], watch: Watch) -> Made:
    """The letter on the result of ``params["submission"]``, whose reference is the subject."""
    watch.step(exporting.STEPS[0], number=1, of=len(exporting.STEPS))
    return exporting.pressed(letter(params["submission"]), name=_name("result-letter", subject), watch=watch)


def receipt(submission: int) -> str:
    """The receipt as the press takes it; raises NotMade when there is no such submission."""
    try:
        found = readiness.receipt_to_print(submission)
    except ObjectDoesNotExist as gone:
        raise NotMade(GONE) from gone
    return render_to_string("papers/readiness_receipt.jinja", {"page": found})


def letter(submission: int) -> str:
    """The result letter as the press takes it; raises NotMade when there is no such result."""
    try:
        found = readiness.letter_to_print(submission)
    except ObjectDoesNotExist as gone:
        raise NotMade(GONE) from gone
    return render_to_string("papers/readiness_letter.jinja", {"page": found})


def _name(what: str, subject: str) -> str:
    return get_valid_filename(f"readiness-{what}-{subject}.pdf")
