"""What papers keep, by noun."""

from reporting.papers.models.cover import Answer, Appendix, Discussion, Recommendation
from reporting.papers.models.outline import OutlineSection, Slide
from reporting.papers.models.papers import Form, Objective, Paper
from reporting.papers.models.text import Block, Section

__all__ = [
    "Answer",
    "Appendix",
    "Block",
    "Discussion",
    "Form",
    "Objective",
    "OutlineSection",
    "Paper",
    "Recommendation",
    "Section",
    "Slide",
]
