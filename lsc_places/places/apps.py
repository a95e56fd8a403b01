from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """The places, the areas inside them and who covers them."""

    name = "lsc_places.places"
    label = "places"
