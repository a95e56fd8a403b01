"""How an agreement stands on a day: its stated status while it holds, and that it ended or soon will."""

from datetime import date, timedelta

from lsc_places.kit.words import Shape, Tone, Word

NOTICE = timedelta(days=183)


def standing(status: str, *, until: date | None, ended: str, on: date) -> Word:
    """The word for an agreement that holds until a day (none: no end is stated); ``ended`` is that end in words."""
    if until and until <= on:
        return Word(f"Ended {ended}", Tone.DONE, Shape.SQUARE)
    if until and until - on <= NOTICE:
        return Word(f"Ends {ended}", Tone.WARN, Shape.TRIANGLE)
    if status in {"historic", "completed"}:
        return Word(status.capitalize(), Tone.DONE, Shape.TICK)
    told = status.replace("underway", "under way")
    return Word(told[:1].upper() + told[1:], Tone.IDLE, Shape.CIRCLE)


def prompt(*, until: date | None, on: date) -> str:
    """What to do about an agreement that ends within half a year; empty otherwise."""
    if until is None or until <= on or until - on > NOTICE:
        return ""
    days = (until - on).days
    return f"It ends in {days} {'day' if days == 1 else 'days'}. Renew it, replace it or let it end."
