"""Which two days to compare."""

from datetime import date

from django import forms

from lsc_places.kit.dates import today
from lsc_places.kit.filters import FilterForm

WANTED = "Enter a date up to today, like 2023-11-08"


class CompareForm(FilterForm):
    """Two days up to today; without them the first day of this year, and today."""

    before = forms.DateField(
        label="From, like 2023-11-08", required=False, input_formats=["%Y-%m-%d"], error_messages={"invalid": WANTED}
    )
    after = forms.DateField(
        label="To, like 2023-11-08", required=False, input_formats=["%Y-%m-%d"], error_messages={"invalid": WANTED}
    )

    def clean_before(self) -> date | None:
        return self._past("before")

    def clean_after(self) -> date | None:
        return self._past("after")

    @property
    def days(self) -> tuple[date, date]:
        """The earlier and the later of the two."""
        now = today()
        first, second = self.asked.get("before") or now.replace(month=1, day=1), self.asked.get("after") or now
        return min(first, second), max(first, second)

    def _past(self, name: str) -> date | None:
        day: date | None = self.cleaned_data.get(name)
        if day and day > today():
            raise forms.ValidationError(WANTED)
        return day
