from django.apps import AppConfig


class PapersConfig(AppConfig):
    """The papers boards were given: their cover, what they ask for, and the text and live blocks they are composed of."""

    name = "reporting.papers"
    label = "papers"

    def ready(self) -> None:
        from lsc_places.jobs import kinds
        from reporting.papers import actions, exporting

        kinds.register(actions.KIND, exporting.make)
