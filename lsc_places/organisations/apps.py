from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """The bodies corporate and partners that take part in the system."""

    name = "lsc_places.organisations"
    label = "organisations"
