"""The Celery application; Redis only wakes workers, what they do is recorded in the database."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lsc_places.settings")

app = Celery("lsc_places")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
