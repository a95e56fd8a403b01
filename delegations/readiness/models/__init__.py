"""What readiness keeps, by noun."""

from delegations.readiness.models.answers import Answer, Completion, Evidence, Rated, Support
from delegations.readiness.models.frameworks import Framework, Line, Section
from delegations.readiness.models.results import Autonomy, Condition, FunctionOutcome, GapItem, Result
from delegations.readiness.models.reviews import Message, Panel, Rating, Review, Standing
from delegations.readiness.models.rounds import ICB_SLUG, KNOWERS, READERS, Assessment, Round, RoundFunction
from delegations.readiness.models.submissions import Submission, Verdict

__all__ = [
    "ICB_SLUG",
    "KNOWERS",
    "READERS",
    "Answer",
    "Assessment",
    "Autonomy",
    "Completion",
    "Condition",
    "Evidence",
    "Framework",
    "FunctionOutcome",
    "GapItem",
    "Line",
    "Message",
    "Panel",
    "Rated",
    "Rating",
    "Result",
    "Review",
    "Round",
    "RoundFunction",
    "Section",
    "Standing",
    "Submission",
    "Support",
    "Verdict",
]
