from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Long work as rows somebody can watch; the queue only wakes workers, the row is the truth."""

    name = "lsc_places.jobs"
    label = "jobs"
