"""Figures in words: a number is never alone, and keeps the qualifier and the decimals it was published with."""

import re
from decimal import Decimal


def number(value: Decimal, decimals: int = 0) -> str:
    """A number with commas over 999 and with the decimals it was published with."""
    return f"{value:,.{decimals}f}"


def figure(value: Decimal | None, unit: str, *, decimals: int = 0, qualifier: str = "", text: str = "") -> str:
    """A value with its unit, such as "Nearly 40%" or "Rank 3 of 316"; empty when none is published."""
    if value is None:
        return _capital(text)
    unit = re.sub(r"\d{4,}", lambda found: f"{int(found[0]):,}", unit)
    told = number(value, decimals)
    if unit.startswith("%"):
        told = f"{told}{unit}"
    elif unit.startswith("rank"):
        told = f"rank {told}{unit.removeprefix('rank')}"
    elif unit:
        told = f"{told} {unit}"
    return _capital(f"{qualifier} {told}".strip())


def comparison(comparator: str, *, value: Decimal | None, decimals: int, unit: str, how: str) -> str:
    """What a value is compared with, and how it compares where that is stated; empty when neither is."""
    if value is not None and number(value, decimals) not in comparator:
        known_from_unit = comparator in unit
        return _capital(
            f"{comparator}: {number(value, decimals) if known_from_unit else figure(value, unit, decimals=decimals)}"
        )
    if how:
        return _capital(f"{how} than {comparator}" if re.search(r"(lower|higher)$", how) else f"{how}, {comparator}")
    return _capital(comparator)


def decimals_of(value: Decimal | None) -> int:
    """How many decimals a number was given with."""
    exponent = value.as_tuple().exponent if value is not None else 0
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
