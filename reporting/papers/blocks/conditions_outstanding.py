"""The conditions of readiness results that nobody has discharged yet."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from delegations.readiness import queries as readiness
from lsc_places.kit.dates import day_words
from lsc_places.kit.words import Word
from lsc_places.places.models import Place
from reporting.papers.blocks.shape import Audience, Cells, Gathered

CODE = "conditions_outstanding"
SCHEMA = 1
LABEL = "conditions outstanding"
HEADING = ""


class Params(forms.Form):
    """About everybody, or about one place."""

    place = forms.ModelChoiceField(Place.objects.all(), to_field_name="slug", required=False)


@dataclass(frozen=True)
class Row:
    """A condition: what, on which question, when it is to be met, who owns it, and how it stands."""

    key: str
    text: str
    where: str
    subject: str
    timing: str
    due: str
    owner: str
    item: str
    status: Word


def gather(*, as_at: date, params: dict[str, Any], audience: Audience) -> Gathered:
    place = params["place"]
    found = [one for one in readiness.open_conditions(as_at=as_at) if not place or one.place == place.slug]
    return Gathered(
        caption=f"Conditions outstanding{f': {place.name}' if place else ''}",
        rows=tuple(
            Row(
                key=one.reference,
                text=f"{one.reference} {one.text}",
                where=one.line,
                subject=one.place_name,
                timing=one.timing,
                due=day_words(one.due_on),
                owner=one.owner,
                item=one.item or "",
                status=one.word,
            )
            for one in found
        ),
        citations=tuple(f"Readiness result of {one.place_name}" for one in found),
        missing="" if found else "No condition is outstanding.",
    )


def cells(gathered: Gathered) -> Cells:
    return Cells(
        ("Condition", "Question", "Of", "To be met", "Due", "Owner", "Workplan", "Status"),
        tuple(
            (row.text, row.where, row.subject, row.timing, row.due, row.owner, row.item or "None", row.status.text)
            for row in gathered.rows
        ),
    )
