"""The frame of the house, and its ground floor: places, people, bodies and what they share."""

from lsc_places.celery import app as celery_app

__all__ = ["celery_app"]
