"""Who may log in with a password."""

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser

from lsc_places.people.models import User


class AccountBackend(ModelBackend):
    """Accounts of the house; demo accounts are no accounts in production."""

    def user_can_authenticate(self, user: User | AnonymousUser | None) -> bool:
        if settings.IS_PRODUCTION and getattr(user, "is_demo", False):
            return False
        return super().user_can_authenticate(user)
