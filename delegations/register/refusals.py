"""What cannot be done now, in words for the person who tried, beside the field to put right."""


class Refused(Exception):
    """It cannot be done as it was asked for; ``field`` is what to put right, none when it is the whole."""

    status = 422

    def __init__(self, words: str, *, field: str | None = None) -> None:
        super().__init__(words)
        self.field = field


class Overtaken(Refused):
    """Somebody else was first; the message says who and what, and what to do."""

    status = 409
