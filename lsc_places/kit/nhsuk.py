"""The bridge between Django forms and the NHS.UK macros.

A bound field knows which component draws it and with what parameters; ``components/field.jinja`` draws.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

COMPONENTS: dict[type[forms.Widget], str] = {
    forms.TextInput: "input",
    forms.EmailInput: "input",
    forms.NumberInput: "input",
    forms.DateInput: "input",
    forms.PasswordInput: "password-input",
    forms.Textarea: "textarea",
    forms.Select: "select",
    forms.RadioSelect: "radios",
    forms.CheckboxSelectMultiple: "checkboxes",
    forms.CheckboxInput: "checkboxes",
    forms.ClearableFileInput: "file-upload",
    forms.FileInput: "file-upload",
    forms.HiddenInput: "hidden",
}


class NHSBoundField(BoundField):
    """A field of a form that knows its NHS component and the parameters the component takes."""

    @property
    def component(self) -> str:
        return COMPONENTS[type(self.field.widget)]

    @property
    def params(self) -> dict[str, Any]:
        draw = {
            "radios": self._choices,
            "checkboxes": self._choices,
            "select": self._select,
            "hidden": self._hidden,
            "file-upload": self._labelled,
        }.get(self.component, self._text)
        params = draw()
        if self.help_text and self.component != "hidden":
            params["hint"] = {"text": str(self.help_text)}
        if self.errors:
            params["errorMessage"] = {"text": str(self.errors[0])}
        return params

    def _labelled(self) -> dict[str, Any]:
        wording = {"text": str(self.label), "classes": "nhsuk-label--s"}
        return {"name": self.html_name, "id": self.auto_id, "label": wording, "attributes": self._attributes()}

    def _text(self) -> dict[str, Any]:
        value = None if self.component == "password-input" else self.value()  # what was typed never goes back
        params = self._labelled() | {"value": "" if value is None else str(value)}
        attributes = params["attributes"]
        if "rows" in attributes:
            params["rows"] = attributes.pop("rows")
        attributes.pop("cols", None)
        for name in ("autocomplete", "inputmode", "spellcheck"):
            if name in attributes:
                params[name] = attributes.pop(name)
        return params

    def _hidden(self) -> dict[str, Any]:
        value = self.value()
        return {"name": self.html_name, "id": self.auto_id, "value": "" if value is None else str(value)}

    def _select(self) -> dict[str, Any]:
        return self._labelled() | {"items": [{**item, "selected": item.pop("checked")} for item in self._items()]}

    def _choices(self) -> dict[str, Any]:
        params: dict[str, Any] = {"name": self.html_name, "idPrefix": self.auto_id}
        if isinstance(self.field.widget, forms.CheckboxInput):
            return params | {"items": [{"value": "on", "text": str(self.label), "checked": bool(self.value())}]}
        wording = {"text": str(self.label), "classes": "nhsuk-fieldset__legend--s"}
        return params | {
            "fieldset": {"legend": wording},
            "items": [item for item in self._items() if item["value"] != ""],
        }

    def _items(self) -> list[dict[str, Any]]:
        given = self.value()
        chosen = (
            {str(one) for one in given} if isinstance(given, list | tuple) else {"" if given is None else str(given)}
        )
        return [
            {"value": str(value), "text": str(text), "checked": str(value) in chosen}
            for value, text in self.field.choices  # type: ignore[attr-defined]
        ]

    def _attributes(self) -> dict[str, Any]:
        return {
            name: value
            for name, value in self.field.widget.attrs.items()
            if name not in {"id", "class", "required", "aria-describedby", "aria-invalid"}
        }


class NHSRenderer(TemplatesSetting):
    """Draws every field with ``components/field.jinja``."""

    field_template_name = "components/field.jinja"
    bound_field_class = NHSBoundField


class NHSForm(forms.Form):
    """A form drawn with NHS components."""

    default_renderer = NHSRenderer()
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    @property
    def error_summary(self) -> list[dict[str, str]]:
        """The errors as the NHS error summary takes them: the words, and the field to jump to."""
        summary: list[dict[str, str]] = [{"text": str(error)} for error in self.non_field_errors()]
        summary += [{"text": str(bound.errors[0]), "href": f"#{bound.auto_id}"} for bound in self if bound.errors]
        return summary

    def refuse(self, errors: Mapping[str, str]) -> None:
        """Say beside each field why it cannot be taken, and of what has no field here above them all."""
        for name, words in errors.items():
            self.add_error(name if name in self.fields else None, words)
