"""Agreements and engagement as they were on a day."""

from lsc_places.registers.queries.agreements import (
    AgreementShown,
    AgreementsPage,
    PartyShown,
    agreement,
    agreements,
    agreements_by_place,
    agreements_of,
    agreements_page,
)
from lsc_places.registers.queries.changes import changes
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
    "AgreementsPage",
    "Engagement",
    "FeedbackShown",
    "PartyShown",
    "ThemeShown",
    "agreement",
    "agreements",
    "agreements_by_place",
    "agreements_of",
    "agreements_page",
    "changes",
    "engagement",
    "engagement_by_place",
    "engagement_of",
]
