"""Dates as papers state them: to the day, or only to the month, quarter, year or financial year."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Self

from django.contrib.postgres.fields import DateRangeField
from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
ASKED_FOR = "Enter a date like 2023-11-08, 2023-11, 2023 or 2023/24"


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    FINANCIAL_YEAR = "financial year"


def today() -> date:
    """The day it is in London."""
    return timezone.localdate()


def day_words(day: date) -> str:
    """A day as pages and papers print it, such as "8 November 2023"."""
    return f"{day.day} {day:%B %Y}"


def end_of(day: date) -> datetime:
    """The midnight in London that ends a day."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def _months_later(first: date, months: int) -> date:
    year, month = divmod(first.month - 1 + months, 12)
    return date(first.year + year, month + 1, 1)


@dataclass(frozen=True, order=True)
class PartialDate:
    """A date known to some precision, held as its first day; it sorts by that day."""

    first: date
    precision: Precision = Precision.DAY

    @property
    def last(self) -> date:
        """The last day it may mean."""
        return self.until - timedelta(days=1)

    @property
    def until(self) -> date:
        """The day after the last day it may mean."""
        match self.precision:
            case Precision.DAY:
                return self.first + timedelta(days=1)
            case Precision.MONTH:
                return _months_later(self.first, 1)
            case Precision.QUARTER:
                return _months_later(self.first, 3)
            case _:
                return _months_later(self.first, 12)

    @classmethod
    def parse(cls, given: str | date) -> Self:
        """Read "2023-11-08", "2023-11", "2023-Q4", "2023", "2023/24", "8 November 2023", "Nov 2023" or "08/11/2023".

        Between slashes stand day, month and a year of four digits, as a British spreadsheet shows them. Raises ValueError
        with words for a person.
        """
        try:
            read = cls._read(str(given).strip())
            if read and read.until:  # the end of the last year a calendar has cannot be told
                return read
        except (ValueError, OverflowError):
            pass
        raise ValueError(ASKED_FOR)

    @classmethod
    def _read(cls, text: str) -> Self | None:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return cls(date.fromisoformat(text))
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}", text):
            return cls(date(int(text[:4]), int(text[5:]), 1), Precision.MONTH)
        if found := re.fullmatch(r"([0-9]{4})-Q([1-4])", text):
            return cls(date(int(found[1]), int(found[2]) * 3 - 2, 1), Precision.QUARTER)
        if re.fullmatch(r"[0-9]{4}", text):
            return cls(date(int(text), 1, 1), Precision.YEAR)
        if (found := re.fullmatch(r"([0-9]{4})/([0-9]{2})", text)) and (int(found[1]) + 1) % 100 == int(found[2]):
            return cls(date(int(found[1]), 4, 1), Precision.FINANCIAL_YEAR)
        if found := re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", text):
            return cls(date(int(found[3]), int(found[2]), int(found[1])))
        if found := re.fullmatch(r"(?:([0-9]{1,2}) )?([A-Za-z]{3,9}) ([0-9]{4})", text):
            return cls._of_month(int(found[3]), found[2].lower(), int(found[1]) if found[1] else None)
        return None

    @classmethod
    def _of_month(cls, year: int, name: str, day: int | None) -> Self | None:
        for number, month in enumerate(MONTHS, start=1):
            if name in (month, month[:3]):
                return cls(date(year, number, day)) if day else cls(date(year, number, 1), Precision.MONTH)
        return None

    def __str__(self) -> str:
        year = f"{self.first.year:04}"
        match self.precision:
            case Precision.DAY:
                return self.first.isoformat()
            case Precision.MONTH:
                return f"{year}-{self.first.month:02}"
            case Precision.QUARTER:
                return f"{year}-Q{(self.first.month + 2) // 3}"
            case Precision.YEAR:
                return year
            case _:
                return f"{year}/{(self.first.year + 1) % 100:02}"

    @property
    def words(self) -> str:
        """The date as pages and papers print it."""
        match self.precision:
            case Precision.DAY:
                return day_words(self.first)
            case Precision.MONTH:
                return f"{self.first:%B %Y}"
            case Precision.QUARTER:
                return f"{self.first:%B} to {self.last:%B %Y}"
            case Precision.YEAR:
                return f"{self.first.year}"
            case _:
                return f"{self.first.year} to {self.first.year + 1}"

    @classmethod
    def from_range(cls, days: DateRange) -> Self:
        """The partial date that spans exactly these days; the span tells the precision."""
        first = days.lower
        for precision in Precision:
            candidate = cls(first, precision)
            starts = {Precision.YEAR: (1, 1), Precision.FINANCIAL_YEAR: (4, 1)}.get(precision)
            if candidate.until == days.upper and starts in (None, (first.month, first.day)):
                return candidate
        raise ValueError(f"{days} is not a day, month, quarter, year or financial year")


class PartialDateField(DateRangeField):
    """A partial date, stored as the range of days it may mean: it sorts and compares in SQL."""

    description = "Date known to some precision"

    def from_db_value(self, value: DateRange | None, *args: Any) -> PartialDate | None:
        return None if value is None else PartialDate.from_range(value)

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, PartialDate):
            value = DateRange(value.first, value.until)
        return super().get_prep_value(value)

    def to_python(self, value: Any) -> Any:
        if value is None or isinstance(value, PartialDate):
            return value
        if isinstance(value, date):
            return PartialDate(value)
        if isinstance(value, str):
            try:
                return PartialDate.parse(value)
            except ValueError as unreadable:
                raise ValidationError(str(unreadable)) from unreadable
        return PartialDate.from_range(super().to_python(value))

    def run_validators(self, value: Any) -> None:
        """A partial date is valid by construction."""

    def value_to_string(self, obj: Any) -> str:
        value = self.value_from_object(obj)
        return "" if value is None else str(value)
