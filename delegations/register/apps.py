from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """The register of delegations: what each place is to hold, in which state, since when and on what terms."""

    name = "delegations.register"
    label = "register"
