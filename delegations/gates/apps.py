from django.apps import AppConfig


class GatesConfig(AppConfig):
    """What must be so before a delegation moves, and the verbs that move it; it has no nouns of its own."""

    name = "delegations.gates"
    label = "gates"
