from django.apps import AppConfig


class ReadinessConfig(AppConfig):
    """Whether a place, and the ICB, is ready for a delegation: rounds, answers, reviews, results and conditions."""

    name = "delegations.readiness"
    label = "readiness"
