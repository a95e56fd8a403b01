"""What looks like a patient's number in a text; it is told to whoever wrote it, and never kept or logged."""

import re

_TEN_DIGITS = re.compile(r"(?<![0-9])[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}(?![0-9])")


def has_nhs_number(text: str) -> bool:
    """Whether ten digits in it pass the check of NHS numbers, which one in eleven of other numbers does too."""
    return any(_passes(re.sub("[^0-9]", "", found)) for found in _TEN_DIGITS.findall(text))


def _passes(digits: str) -> bool:
    """The last digit follows from the weighted sum of the nine before it."""
    rest = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return (11 - rest) % 11 == int(digits[9])
