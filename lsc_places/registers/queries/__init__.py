"""Agreements and engagement as they were on a day."""

from lsc_places.registers.queries.agreements import (
    AgreementShown,
    PartyShown,
    agreement,
    agreements,
    agreements_by_place,
    agreements_of,
)
from lsc_places.registers.queries.engagement import (
    ActivityShown,
    Engagement,
    FeedbackShown,
    ThemeShown,
    engagement,
    engagement_by_place,
    engagement_of,
)

__all__ = [
    "ActivityShown",
    "AgreementShown",
    "Engagement",
    "FeedbackShown",
    "PartyShown",
    "ThemeShown",
    "agreement",
    "agreements",
    "agreements_by_place",
    "agreements_of",
    "engagement",
    "engagement_by_place",
    "engagement_of",
]
