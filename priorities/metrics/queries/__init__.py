"""What is measured, as stated by a day."""

from priorities.metrics.queries.facts import FactShown, facts_by_place, facts_of
from priorities.metrics.queries.measurements import MeasurementShown

__all__ = ["FactShown", "MeasurementShown", "facts_by_place", "facts_of"]
