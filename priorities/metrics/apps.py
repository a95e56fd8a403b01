from django.apps import AppConfig


class MetricsConfig(AppConfig):
    """What is measured: indicators and their values by area, targets, and what each place says of itself in numbers."""

    name = "priorities.metrics"
    label = "metrics"
