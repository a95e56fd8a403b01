from django.apps import AppConfig


class WorkplanConfig(AppConfig):
    """The shared plan of the delivery group, the programme and the places, and what was said of it from day to day."""

    name = "delegations.workplan"
    label = "workplan"
