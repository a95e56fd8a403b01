from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People, the roles and posts they hold (facts), and the accounts and grants that let somebody in (rights)."""

    name = "lsc_places.people"
    label = "people"
