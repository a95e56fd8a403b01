"""Money as pages and papers print it."""

from decimal import Decimal


def pounds(amount: Decimal) -> str:
    """A sum, such as "£1,250,000", with pence only where there are some."""
    return f"£{amount:,.2f}".removesuffix(".00")


def large(number: int | Decimal) -> str:
    """A number as it is said, such as "4.1 billion", "1.2 million" or "186,478", when no digit is lost by it."""
    for size, name in ((10**9, "billion"), (10**6, "million")):
        if number >= size and not number * 10 % size:
            return f"{number / size:.1f}".removesuffix(".0") + f" {name}"
    return f"{number:,.2f}".removesuffix(".00")
