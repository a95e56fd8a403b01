from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Files people add: checked by content, kept once under random names outside what is served, scanned for viruses.

    What a file is evidence of, and who may open it, belongs to the app that added it.
    """

    name = "lsc_places.documents"
    label = "documents"
