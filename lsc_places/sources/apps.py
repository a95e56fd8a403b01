from django.apps import AppConfig


class SourcesConfig(AppConfig):
    """The documents that facts are taken from, and what a fact taken from one carries."""

    name = "lsc_places.sources"
    label = "sources"
