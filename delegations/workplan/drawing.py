"""Where the items of a plan stand on a drawing of time: a line for each, marks for its dates, arrows for what waits for what.

Lengths are in the units of a ``Size``. Every difference of a mark is one of shape; colour only repeats it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

At = Callable[[date], float]


@dataclass(frozen=True, kw_only=True)
class Size:
    """How wide a drawing is, how much of that names take, how high a line is, how wide a letter is, about, and how high."""

    width: float
    left: float
    line: float
    letter: float
    font: float

    @property
    def mark(self) -> float:
        """Half the width of a mark."""
        return round(self.line * 0.21, 1)

    def cut(self, words: str, *, width: float) -> str:
        """Words that fit a width, with dots where the rest was."""
        most = int(width / self.letter)
        return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


SCREEN = Size(width=1180, left=360, line=26, letter=6.1, font=13)
PAPER = Size(width=476, left=158, line=16, letter=4, font=8.8)


@dataclass(frozen=True, kw_only=True)
class Dated:
    """An item that has a date; ``words`` are printed beside its last mark, ``due_on`` is what it is judged by."""

    reference: str
    title: str
    group: str
    words: str
    is_milestone: bool = False
    is_done: bool = False
    is_late: bool = False
    starts_on: date | None = None
    first_on: date | None = None
    due_on: date | None = None
    forecast_on: date | None = None
    actual_on: date | None = None

    @property
    def stands_on(self) -> date | None:
        """The day of its own mark: when it was done, or is to be done."""
        return (self.actual_on if self.is_done else None) or self.due_on or self.forecast_on or self.first_on

    @property
    def ends_on(self) -> date | None:
        """The last day at which something may wait for it."""
        return self.stands_on if self.is_done else self.forecast_on or self.stands_on

    @property
    def days(self) -> tuple[date, ...]:
        every = (self.starts_on, self.first_on, self.due_on, self.forecast_on, self.actual_on)
        return tuple(day for day in every if day)


@dataclass(frozen=True)
class Tick:
    x: float
    label: str
    is_year: bool


@dataclass(frozen=True)
class Mark:
    """``kind`` is done, late, planned, first or forecast."""

    x: float
    kind: str
    is_milestone: bool


@dataclass(frozen=True)
class Stretch:
    """From one date to another: ``kind`` is work, slip or past."""

    x: float
    to: float
    kind: str

    @property
    def width(self) -> float:
        return round(self.to - self.x, 1)


@dataclass(frozen=True)
class Line:
    """An item as it is drawn; one without a reference is the heading of those under it."""

    y: float
    reference: str
    name: str
    marks: tuple[Mark, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    words: str = ""
    words_x: float = 0
    words_width: float = 0
    is_late: bool = False


@dataclass(frozen=True)
class Arrow:
    """From what is needed to what waits for it; ``path`` is its line, ``head`` the points of its head."""

    path: str
    head: str
    is_critical: bool


@dataclass(frozen=True)
class Drawing:
    """Everything drawn."""

    size: Size
    height: float
    top: float
    bottom: float
    ticks: tuple[Tick, ...]
    lines: tuple[Line, ...]
    arrows: tuple[Arrow, ...]
    now_x: float
    now_label: str
    now_label_x: float


def draw(
    items: Sequence[Dated], links: Iterable[tuple[str, str, bool]], *, size: Size, now: date, now_label: str
) -> Drawing:
    """A drawing of items in their order under their groups; links are what is needed, what waits for it, and if critical."""
    room = max((len(one.words) for one in items), default=0) * size.letter + 3 * size.mark
    days = [now, *(day for one in items for day in one.days)]
    first, last = _month(min(days), -1), _month(max(days), 2)
    span = size.width - size.left - room

    def at(day: date) -> float:
        return round(size.left + (day - first).days / (last - first).days * span, 1)

    top = size.line * 2
    lines = tuple(_lines(items, at=at, now=now, size=size, top=top))
    bottom = top + len(lines) * size.line
    half = len(now_label) * size.letter / 2 + 4
    return Drawing(
        size=size,
        height=round(bottom + size.line * 0.3, 1),
        top=top,
        bottom=bottom,
        ticks=tuple(_ticks(first, last, at=at, size=size)),
        lines=lines,
        arrows=tuple(_arrows({one.reference: one for one in items}, lines, links, at=at, size=size)),
        now_x=at(now),
        now_label=now_label,
        now_label_x=round(min(max(at(now), size.left + half), size.width - half), 1),
    )


def parts(items: Sequence[Dated], *, most: int) -> Iterator[Sequence[Dated]]:
    """Items in portions of at most so many, each of whole groups where they fit, so that a page holds a drawing of each."""
    portion: list[Dated] = []
    for group in dict.fromkeys(one.group for one in items):
        of_group = [one for one in items if one.group == group]
        if portion and len(portion) + len(of_group) > most:
            yield portion
            portion = []
        portion += of_group
        while len(portion) > most:
            yield portion[:most]
            portion = portion[most:]
    if portion:
        yield portion


def _lines(items: Iterable[Dated], *, at: At, now: date, size: Size, top: float) -> Iterator[Line]:
    group, row = None, 0
    for one in items:
        if one.group != group:
            group, row = one.group, row + 1
            yield Line(round(top + (row - 0.5) * size.line, 1), "", size.cut(group, width=size.width))
        row += 1
        marks, stretches = tuple(_marks(one, at)), tuple(_stretches(one, now, at))
        end = max((*(mark.x for mark in marks), *(stretch.to for stretch in stretches)))
        yield Line(
            y=round(top + (row - 0.5) * size.line, 1),
            reference=one.reference,
            name=size.cut(f"{one.reference} {one.title}", width=size.left - size.letter),
            marks=marks,
            stretches=stretches,
            words=one.words,
            words_x=round(end + 2 * size.mark, 1),
            words_width=round(len(one.words) * size.letter, 1),
            is_late=one.is_late,
        )


def _marks(one: Dated, at: At) -> Iterator[Mark]:
    if one.first_on and one.first_on != one.stands_on:
        yield Mark(at(one.first_on), "first", one.is_milestone)
    if one.forecast_on and not one.is_done and one.forecast_on != one.stands_on:
        yield Mark(at(one.forecast_on), "forecast", one.is_milestone)
    if one.stands_on:
        yield Mark(at(one.stands_on), "done" if one.is_done else "late" if one.is_late else "planned", one.is_milestone)
    elif one.starts_on:
        yield Mark(at(one.starts_on), "first", one.is_milestone)


def _stretches(one: Dated, now: date, at: At) -> Iterator[Stretch]:
    stands, ends = one.stands_on, one.ends_on
    if one.starts_on and stands and one.starts_on < stands:
        yield Stretch(at(one.starts_on), at(stands), "work")
    if one.first_on and stands and one.first_on != stands:
        yield _slip(at(one.first_on), at(stands))
    if stands and ends and ends != stands:
        yield _slip(at(stands), at(ends))
    if one.is_late and ends and ends < now:
        yield Stretch(at(ends), at(now), "past")


def _slip(one: float, other: float) -> Stretch:
    return Stretch(min(one, other), max(one, other), "slip")


def _arrows(
    items: Mapping[str, Dated], lines: Iterable[Line], links: Iterable[tuple[str, str, bool]], *, at: At, size: Size
) -> Iterator[Arrow]:
    rows = {line.reference: line.y for line in lines if line.reference}
    for needed, waits, is_critical in links:
        if needed not in rows or waits not in rows:
            continue
        begins, ends = items[needed].ends_on, items[waits].stands_on
        if not begins or not ends:
            continue
        x, y, to_x, to_y = at(begins), rows[needed], at(ends), rows[waits]
        gap, wing = size.mark + 1, size.mark * 0.7
        down = 1 if to_y > y else -1
        if abs(to_x - x) > 2 * gap:
            side = 1 if to_x > x else -1
            tip = round(to_x - side * gap, 1)
            back = round(tip - side * 1.6 * wing, 1)
            head = f"{tip},{to_y} {back},{round(to_y - wing, 1)} {back},{round(to_y + wing, 1)}"
            yield Arrow(f"M{x} {round(y + down * gap, 1)}V{to_y}H{back}", head, is_critical)
        else:
            tip = round(to_y - down * gap, 1)
            back = round(tip - down * 1.6 * wing, 1)
            head = f"{to_x},{tip} {round(to_x - wing, 1)},{back} {round(to_x + wing, 1)},{back}"
            yield Arrow(f"M{x} {round(y + down * gap, 1)}V{round(back - down, 1)}H{to_x}V{back}", head, is_critical)


def _ticks(first: date, last: date, *, at: At, size: Size) -> Iterator[Tick]:
    months = (last.year - first.year) * 12 + last.month - first.month
    apart = (at(last) - at(first)) / max(months, 1)
    step = next((step for step in (1, 3, 6, 12) if step * apart >= 7 * size.letter), 12)
    day = date(first.year, 1, 1)
    while day < last:
        if day >= first:
            is_year = day.month == 1
            yield Tick(at(day), str(day.year) if is_year else f"{day:%b}", is_year)
        day = _month(day, step)


def _month(day: date, later: int) -> date:
    """The first day of the month that is so much later."""
    year, month = divmod(day.year * 12 + day.month - 1 + later, 12)
    return date(year, month + 1, 1)
