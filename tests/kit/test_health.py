"""What machines are told about the house."""

import pytest
from django.db import DatabaseError, connection
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_live_process_says_so_without_asking_anything(django_assert_num_queries):
    with django_assert_num_queries(0):
        response = Client().get("/health/live")
    assert (response.status_code, response.json()) == (200, {"live": True})


def test_it_is_ready_when_database_and_broker_answer():
    response = Client().get("/health/ready")
    assert (response.status_code, response.json()) == (200, {"ready": True, "database": True, "broker": True})


def test_it_is_not_ready_without_the_broker_and_says_which(settings):
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:9/0"
    response = Client().get("/health/ready")
    assert (response.status_code, response.json()) == (503, {"ready": False, "database": True, "broker": False})


def test_it_is_not_ready_without_the_database_and_says_which():
    def refused(execute, *arguments):
        raise DatabaseError("the server is gone")

    with connection.execute_wrapper(refused):
        response = Client().get("/health/ready")
    assert (response.status_code, response.json()) == (503, {"ready": False, "database": False, "broker": True})
