from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """What partners agreed with one another, and what residents were asked and said."""

    name = "lsc_places.registers"
    label = "registers"
