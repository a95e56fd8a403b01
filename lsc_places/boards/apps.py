from django.apps import AppConfig


class BoardsConfig(AppConfig):
    """Boards, bodies and groups: how they were arranged over time, whom they report to, when they met."""

    name = "lsc_places.boards"
    label = "boards"
