from django.apps import AppConfig


class KitConfig(AppConfig):
    """Tools that know no noun of ours."""

    name = "lsc_places.kit"
    label = "kit"
