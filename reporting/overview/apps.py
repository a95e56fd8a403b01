from django.apps import AppConfig


class OverviewConfig(AppConfig):
    """Pages that show several families at once: the home page and the page of a place."""

    name = "reporting.overview"
    label = "overview"
