"""What the forms of the register are made of: questions with their own words for what is wrong, and acts."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet

from lsc_places.boards.models import Decision
from lsc_places.kit.dates import ASKED_FOR, PartialDate, Precision
from lsc_places.kit.nhsuk import NHSForm

A_DATE = "Enter a date like 2026-03-31"
A_SUM = "Enter a sum in pounds, like 1250000 or 1,250,000.50"
MOST = Decimal(10) ** 12


def text(label: str, *, longest: int, required: str = "", rows: int = 0, hint: str = "") -> forms.CharField:
    """A text field with its own words for what is wrong; it may be left empty unless there are words for that."""
    return forms.CharField(
        label=label if required else f"{label} (optional)",
        help_text=hint,
        required=bool(required),
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(),
        error_messages={"required": required, "max_length": f"{label} must be {longest:,} characters or fewer"},
    )


def day(label: str, *, required: str = "", hint: str = "Like 2026-03-31") -> forms.DateField:
    return forms.DateField(
        label=label if required else f"{label} (optional)",
        required=bool(required),
        help_text=hint,
        error_messages={"invalid": A_DATE, "required": required},
    )


def choice(
    label: str, *, among: list[tuple[str, str]], empty: str = "Not stated", required: str = ""
) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label if required else f"{label} (optional)",
        required=bool(required),
        choices=[("", empty), *among],
        error_messages={"invalid_choice": f"Choose {_an(label)} from the list", "required": required},
    )


def one_of(label: str, *, empty: str, required: str = "", slug: str = "pk", hint: str = "") -> forms.ModelChoiceField:
    """A row to choose; the form that has it says among which."""
    return forms.ModelChoiceField(
        label=label if required else f"{label} (optional)",
        help_text=hint,
        queryset=None,
        required=bool(required),
        empty_label=empty,
        to_field_name=slug,
        error_messages={"required": required, "invalid_choice": f"Choose {_an(label)} from the list"},
    )


def _an(label: str) -> str:
    name = label[:1].lower() + label[1:]
    return f"an {name}" if name[0] in "aeiou" else f"a {name}"


class PoundsField(forms.CharField):
    """A sum of money; empty is none, which is not the same as nothing."""

    def __init__(self, label: str) -> None:
        super().__init__(label=f"{label} (optional)", required=False, help_text="In pounds, like 1,250,000")

    def clean(self, value: Any) -> Decimal | None:
        given = re.sub(r"[£,\s]", "", super().clean(value))
        if not given:
            return None
        if not re.fullmatch(r"[0-9]+(\.[0-9]{1,2})?", given) or Decimal(given) >= MOST:
            raise forms.ValidationError(A_SUM)
        return Decimal(given)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,.2f}".removesuffix(".00") if isinstance(value, Decimal) else value


class PartialDayField(forms.CharField):
    """A date known to some precision; empty is none."""

    def __init__(self, label: str, *, hint: str = "Like 2027-04-01, 2027-04 or 2027/28") -> None:
        super().__init__(label=f"{label} (optional)", required=False, help_text=hint)

    def clean(self, value: Any) -> PartialDate | None:
        given = super().clean(value)
        try:
            return PartialDate.parse(given) if given else None
        except ValueError as unreadable:
            raise forms.ValidationError(ASKED_FOR) from unreadable


class FinancialYearField(forms.CharField):
    """A financial year."""

    def clean(self, value: Any) -> PartialDate:
        try:
            read = PartialDate.parse(super().clean(value))
        except ValueError:
            read = None
        if read is None or read.precision != Precision.FINANCIAL_YEAR:
            raise forms.ValidationError("Enter a financial year like 2026/27")
        return read


class ActForm(NHSForm):
    """A form of one act on a delegation: its title and the words of its button."""

    title: str
    verb: str
    lead = ""


class DecidedForm(ActForm):
    """An act that rests on a recorded decision."""

    decision = forms.ModelChoiceField(
        label="Decision it rests on",
        help_text="The board secretary records decisions, with body, day and minute",
        queryset=Decision.objects.none(),
        empty_label="Choose a decision",
        error_messages={"required": "Choose the decision", "invalid_choice": "Choose a decision from the list"},
    )

    def __init__(self, *args: Any, decisions: QuerySet[Decision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = decisions  # type: ignore[attr-defined]
