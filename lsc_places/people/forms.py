"""What somebody is asked to log in."""

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
    error_messages = {
        "invalid_login": "The user name or password is not right",
        "inactive": "The user name or password is not right",
    }
