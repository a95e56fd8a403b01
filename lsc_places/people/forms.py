"""What somebody is asked to log in."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm

from lsc_places.kit.nhsuk import NHSForm


class LogInForm(AuthenticationForm, NHSForm):
    """User name and password."""

    username = forms.CharField(
        label="User name",
        widget=forms.TextInput(attrs={"autocomplete": "username", "spellcheck": False, "autocapitalize": "none"}),
        error_messages={"required": "Enter your user name"},
    )
    password = forms.CharField(
        label="Password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Enter your password"},
    )
    is_slowed = False
    error_messages = {
        "slowed": "There were too many tries. Wait 5 minutes, then try again",
        "invalid_login": "The user name or password is not right",
        "inactive": "The user name or password is not right",
    }

    def clean(self) -> dict[str, Any]:
        """Ask whether the password is right, unless there were too many tries."""
        if self.is_slowed:
            raise forms.ValidationError(self.error_messages["slowed"], code="slowed")
        return super().clean()
