"""What the workplan can be narrowed to."""

from typing import Any

from django import forms

from delegations.workplan.brag import WORST_FIRST
from delegations.workplan.models import Item
from delegations.workplan.queries import (
    COLUMNS,
    MILESTONES,
    NO_OWNER,
    OVERDUE,
    SOON,
    SOON_DAYS,
    STILL_OPEN,
    UNDATED,
    Choices,
)
from lsc_places.kit.dates import day_words
from lsc_places.kit.filters import Chosen, FilterForm

LONGEST = 100
SIZES = ("50", "100", "500")
NOT_SAID = {"sort", "rows", "page", "columns"}


def _list(label: str, first: str, *choices: tuple[str, str], what: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=[("", first), *choices],
        error_messages={"invalid_choice": f"Choose {what or 'one'} from the list"},
    )


class WorkplanFilters(FilterForm):
    """Words, plan, place, workstream, status, owner, team, when it is due and since when it changed.

    How the list is shown is asked for too: its order, the columns, how many rows a page has, and which page.
    """

    words = forms.CharField(
        label="Words",
        required=False,
        max_length=LONGEST,
        error_messages={"max_length": f"Search for {LONGEST} characters or fewer"},
    )
    plan = _list("Plan", "All plans", *Item.Plan.choices, what="a plan")
    place = _list("Place", "All places", what="a place")
    workstream = _list("Workstream", "Any workstream", what="a workstream")
    status = _list("Status", "Any status", (STILL_OPEN, "Still open"), *Item.Status.choices, what="a status")
    brag = _list("BRAG", "Any", *((brag.value, brag.label) for brag in WORST_FIRST), what="a word of BRAG")
    owner = _list("Owner", "Anyone", what="an owner")
    team = _list("Team", "Any team", what="a team")
    due = _list(
        "Due",
        "Any time",
        (OVERDUE, "Overdue"),
        (SOON, f"In the next {SOON_DAYS} days"),
        (UNDATED, "No date set"),
    )
    changed = forms.DateField(
        label="Changed since",
        required=False,
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": "Enter a date like 2026-03-31"},
    )
    rows = _list("Rows", "Up to 500", *((size, size) for size in SIZES), what="50, 100 or 500")
    sort = forms.ChoiceField(
        required=False,
        choices=[("", ""), *((sign + one.name, one.label) for one in COLUMNS for sign in ("", "-"))],
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": "Sort by one of the columns"},
    )
    page = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=100_000,
        widget=forms.HiddenInput,
        error_messages={"invalid": "Choose a page", "min_value": "Choose a page", "max_value": "Choose a page"},
    )
    columns = forms.MultipleChoiceField(
        label="Columns",
        required=False,
        choices=[(column.name, column.label) for column in COLUMNS],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose columns from the list"},
    )

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {
            "place": [("", "All places"), *choices.places],
            "workstream": [("", "Any workstream"), *choices.workstreams],
            "owner": [("", "Anyone"), (NO_OWNER, "No owner named"), *choices.owners],
            "team": [("", "Any team"), *choices.teams],
        }
        for name, words in offered.items():
            self.fields[name].choices = words  # type: ignore[attr-defined]

    @property
    def chosen(self) -> tuple[Chosen, ...]:
        """What narrows the list; how it is shown takes nothing away from it."""
        others = self.address
        return tuple(
            Chosen(self._words(name, value), {one: words for one, words in others.items() if one != name})
            for name, value in self.asked.items()
            if name not in NOT_SAID
        )

    @property
    def address(self) -> dict[str, Any]:
        """What was asked for as the query of an address, from its first page."""
        return {
            name: value if isinstance(value, list) else str(value)
            for name, value in self.asked.items()
            if name != "page"
        }

    @property
    def narrowed_by(self) -> tuple[tuple[str, str], ...]:
        """What narrows the list, each as the label of its field and the answer."""
        return tuple(
            (str(self.fields[name].label), self._words(name, value))
            for name, value in self.asked.items()
            if name not in NOT_SAID
        )

    def _words(self, name: str, value: Any) -> str:
        return f"Changed since {day_words(value)}" if name == "changed" else super()._words(name, value)


class SinceForm(FilterForm):
    """Since when, and whether only of what is in one's own hands."""

    since = forms.DateField(
        label="Since",
        required=False,
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": "Enter a date like 2026-03-31"},
    )
    of = forms.ChoiceField(
        label="Which items",
        required=False,
        choices=[("", "All items"), ("mine", "Those I have in hand")],
        error_messages={"invalid_choice": "Choose which items from the list"},
    )


class TimelineFilters(FilterForm):
    """Plan, place, workstream, status, and whether only milestones."""

    plan = _list("Plan", "All plans", *Item.Plan.choices, what="a plan")
    place = _list("Place", "All places", what="a place")
    workstream = _list("Workstream", "Any workstream", what="a workstream")
    status = _list("Status", "Any status", (STILL_OPEN, "Still open"), *Item.Status.choices, what="a status")
    show = _list("Show", "All items", (MILESTONES, "Milestones only"), what="all items or milestones")

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [("", "All places"), *choices.places]  # type: ignore[attr-defined]
        self.fields["workstream"].choices = [("", "Any workstream"), *choices.workstreams]  # type: ignore[attr-defined]
