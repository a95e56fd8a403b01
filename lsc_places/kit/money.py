"""Money as pages and papers print it."""

from decimal import Decimal


def pounds(amount: Decimal) -> str:
    """A sum, such as "£1,250,000", with pence only where there are some."""
    return f"£{amount:,.2f}".removesuffix(".00")
