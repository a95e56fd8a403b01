"""Filters of a list: a GET form, so that every view of the list has an address."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import cached_property

from lsc_places.kit.nhsuk import NHSForm


@dataclass(frozen=True)
class Chosen:
    """One thing chosen, in words, and what else is chosen: the query of the same list without it."""

    text: str
    others: dict[str, str]


class FilterForm(NHSForm):
    """What a list is narrowed to; what cannot be taken narrows nothing, and says so beside its field."""

    @cached_property
    def asked(self) -> dict[str, Any]:
        """What was asked for and can be taken, by the name of the field."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def answer_status(self) -> int:
        """The status of the answer: 400 when something asked for does not exist."""
        return 400 if self.errors else 200

    @property
    def chosen(self) -> tuple[Chosen, ...]:
        return tuple(
            Chosen(self._words(name, value), {other: str(self.asked[other]) for other in self.asked if other != name})
            for name, value in self.asked.items()
        )

    def _words(self, name: str, value: Any) -> str:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            return str(dict(field.choices)[value])  # type: ignore[arg-type]
        return f"“{value}”"
