from django.apps import AppConfig


class PlansConfig(AppConfig):
    """What the system and the places set out to do, and the schemes by which they do it."""

    name = "priorities.plans"
    label = "plans"
