"""Logging in and out."""

from typing import Any

from django.contrib.auth.views import LoginView, LogoutView
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpResponse

from lsc_places.kit.http import address_of
from lsc_places.people import actions, queries
from lsc_places.people.forms import LogInForm


class LogIn(LoginView):
    """The way in: one form, and on to the page that was asked for."""

    form_class = LogInForm
    template_name = "people/log_in.jinja"
    redirect_authenticated_user = True

    def get_form(self, form_class: Any = None) -> Any:
        form: Any = super().get_form(form_class)
        sent = form.fields["username"].to_python(self.request.POST.get("username", ""))
        form.is_slowed = bool(sent) and queries.is_slowed(sent, address=address_of(self.request))
        return form

    def form_valid(self, form: Any) -> HttpResponse:
        actions.note_log_in(form.get_user(), address=address_of(self.request))
        return super().form_valid(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        context = self.get_context_data(form=form)
        if form.is_slowed:
            return self.render_to_response(context, status=429, headers={"Retry-After": "300"})
        if form.has_error(NON_FIELD_ERRORS):
            actions.note_failed_log_in(form.cleaned_data["username"], address=address_of(self.request))
        return self.render_to_response(context, status=422)


class LogOut(LogoutView):
    """The way out, by POST only."""

    http_method_names = ["post", "options"]
