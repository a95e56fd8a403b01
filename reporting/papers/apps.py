from django.apps import AppConfig


class PapersConfig(AppConfig):
    """The papers boards were given: their cover, what they ask for, and the text and live blocks they are composed of."""

    name = "reporting.papers"
    label = "papers"

    def ready(self) -> None:
        from delegations.readiness.words import LETTER, RECEIPT
        from lsc_places.jobs import kinds
        from reporting.papers import actions, exporting, letters

        kinds.register(actions.KIND, exporting.make)
        kinds.register(actions.HIGHLIGHT, exporting.make_highlight)
        kinds.register(RECEIPT, letters.make_receipt)
        kinds.register(LETTER, letters.make_letter)
