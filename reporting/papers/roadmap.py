"""Where things stand on a drawing of time: meetings as marks, phases as bars, the day as a line. Lengths are in points."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

WIDTH = 476.0
LEFT = 112.0
LETTER = 4.6  # how wide a letter is, about
TOP, LABEL_ROW, BAR_ROW, BAR_HEIGHT = 30.0, 11.0, 33.0, 22.0
SOLID, OPEN, DOTTED = "solid", "open", "dotted"
At = Callable[[date], float]


@dataclass(frozen=True)
class Meeting:
    """Something that happens on a day; done when it has happened."""

    day: date
    label: str
    is_done: bool


@dataclass(frozen=True)
class Phase:
    """Something that goes on: from when, until when it was planned, and in words how it stands."""

    name: str
    note: str
    begun_on: date | None
    planned_on: date | None
    words: str
    planned_words: str


@dataclass(frozen=True)
class Tick:
    x: float
    label: str


@dataclass(frozen=True)
class Mark:
    x: float
    is_done: bool
    label: str
    label_x: float
    label_y: float
    label_width: float

    @property
    def box_x(self) -> float:
        return round(self.label_x - self.label_width / 2, 1)

    @property
    def box_y(self) -> float:
        return round(self.label_y - 8.5, 1)


@dataclass(frozen=True)
class Piece:
    """A stretch of a bar, in the style that tells it from others without colour."""

    x: float
    width: float
    style: str
    words: str

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)

    @property
    def inside(self) -> float:
        return round(self.x + 6, 1)


@dataclass(frozen=True)
class Bar:
    y: float
    name: str
    note: str
    pieces: tuple[Piece, ...]

    @property
    def name_y(self) -> float:
        return round(self.y + (10 if self.note else 14.5), 1)

    @property
    def note_y(self) -> float:
        return round(self.y + 21, 1)

    @property
    def words_y(self) -> float:
        return round(self.y + 14.5, 1)

    @property
    def frame_y(self) -> float:
        return round(self.y + 0.6, 1)


@dataclass(frozen=True)
class Drawing:
    """Everything drawn; ``line_bottom`` is where the vertical lines end."""

    width: float
    height: float
    left: float
    top: float
    line_bottom: float
    ticks: tuple[Tick, ...]
    marks: tuple[Mark, ...]
    bars: tuple[Bar, ...]
    now_x: float
    now_label: str

    @property
    def now_label_y(self) -> float:
        return round(self.line_bottom + 11, 1)

    @property
    def meetings_y(self) -> float:
        return round(self.top + 3, 1)


def draw(meetings: Sequence[Meeting], phases: Sequence[Phase], *, now: date, now_label: str) -> Drawing:
    """A drawing wide enough for everything that is dated, and a little more."""
    days = [
        now,
        *(one.day for one in meetings),
        *(one for phase in phases for one in (phase.begun_on, phase.planned_on) if one),
    ]
    first, last = _month_after(min(days), -1), _month_after(max(days), 5)

    def at(day: date) -> float:
        return round(LEFT + (day - first).days / (last - first).days * (WIDTH - LEFT), 1)

    marks = _marks(meetings, at)
    bars_top = max((mark.label_y for mark in marks), default=TOP) + 12
    bars = tuple(
        Bar(round(bars_top + row * BAR_ROW, 1), phase.name, phase.note, tuple(_pieces(phase, now, at)))
        for row, phase in enumerate(phases)
    )
    bottom = round(bars_top + len(bars) * BAR_ROW, 1)
    return Drawing(
        width=WIDTH,
        height=round(bottom + 14, 1),
        left=LEFT,
        top=TOP,
        line_bottom=bottom,
        ticks=tuple(_ticks(first, last, at)),
        marks=tuple(marks),
        bars=bars,
        now_x=at(now),
        now_label=now_label,
    )


def _marks(meetings: Iterable[Meeting], at: At) -> list[Mark]:
    """Each label in the first row where it does not touch the one before."""
    ends: list[float] = []
    marks = []
    for one in sorted(meetings, key=lambda meeting: meeting.day):
        x, half = at(one.day), len(one.label) * LETTER / 2
        label_x = min(max(x, LEFT + half), WIDTH - half)
        row = next((number for number, end in enumerate(ends) if label_x - half > end + 6), len(ends))
        ends[row : row + 1] = [label_x + half]
        marks.append(Mark(x, one.is_done, one.label, round(label_x, 1), TOP + 17 + row * LABEL_ROW, round(2 * half, 1)))
    return marks


def _pieces(phase: Phase, now: date, at: At) -> Iterable[Piece]:
    if phase.begun_on is None:
        x = at(now) + 6
        yield Piece(round(x, 1), round(WIDTH - 1 - x, 1), DOTTED, phase.words)
        return
    start, here = at(phase.begun_on), at(now)
    yield Piece(start, round(here - start, 1), SOLID, phase.words)
    if phase.planned_on and phase.planned_on > now:
        yield Piece(here, round(at(phase.planned_on) - here, 1), OPEN, phase.planned_words)


def _ticks(first: date, last: date, at: At) -> Iterable[Tick]:
    months = (last.year - first.year) * 12 + last.month - first.month
    step = 3 if months <= 20 else 6 if months <= 40 else 12
    day = date(first.year, 1, 1)
    while day < last:
        if day >= first and at(day) > LEFT + 12 and at(day) < WIDTH - 18:
            yield Tick(at(day), f"{day:%b %Y}")
        day = _month_after(day, step)


def _month_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)
