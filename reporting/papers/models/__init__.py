"""What papers keep, by noun."""

from reporting.papers.models.cover import Answer, Appendix, Discussion, Recommendation
from reporting.papers.models.outline import OutlineSection, Slide
from reporting.papers.models.papers import Form, Objective, Paper

__all__ = [
    "Answer",
    "Appendix",
    "Discussion",
    "Form",
    "Objective",
    "OutlineSection",
    "Paper",
    "Recommendation",
    "Slide",
]
