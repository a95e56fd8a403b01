"""What is measured, as stated by a day."""

from priorities.metrics.queries.facts import FactShown, facts_by_place, facts_of
from priorities.metrics.queries.measurements import MeasurementShown
from priorities.metrics.queries.pages import IndicatorPage, MetricsPage, indicator_page, metrics_page
from priorities.metrics.queries.targets import TargetShown, targets

__all__ = [
    "FactShown",
    "IndicatorPage",
    "MeasurementShown",
    "MetricsPage",
    "TargetShown",
    "facts_by_place",
    "facts_of",
    "indicator_page",
    "metrics_page",
    "targets",
]
