"""Logging in and out."""

from typing import Any

from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpResponse

from lsc_places.people.forms import LogInForm


class LogIn(LoginView):
    """The way in: one form, and on to the page that was asked for."""

    form_class = LogInForm
    template_name = "people/log_in.jinja"
    redirect_authenticated_user = True

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class LogOut(LogoutView):
    """The way out, by POST only."""

    http_method_names = ["post", "options"]
