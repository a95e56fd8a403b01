"""A section of many lines: answering it, reviewing it, and saving one field of it beside the least that saving can take."""

import statistics
import time
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

LINES = (32, 500)
TURNS = 7
TEXT = "Signed by the chief finance officer, and read to the board in public. " * 4
ANSWERING, REVIEWING = "/readiness/bench/icb/section/", "/reviews/bench/icb/section/"


def measured() -> dict[str, Any]:
    """Milliseconds and queries of both pages by number of lines, and of a save beside its floor; nothing of it is kept."""
    found: dict[str, Any] = {}
    for lines in LINES:
        with transaction.atomic():
            writer, lead = _make(lines)
            found[str(lines)] = {"answering": _page(writer, ANSWERING)}
            if lines == LINES[0]:
                found["autosave"] = _saving(writer)
            _submit()
            found[str(lines)]["reviewing"] = _page(lead, REVIEWING)
            transaction.set_rollback(True)
    return found


def _page(client: Client, path: str) -> dict[str, float]:
    times, count = [], 0
    for _ in range(TURNS):
        begun = time.perf_counter()
        with CaptureQueriesContext(connection) as captured:
            answered = client.get(path, secure=True).status_code
        times.append((time.perf_counter() - begun) * 1000)
        count = len(captured)
        if answered != 200:
            raise SystemExit(f"{path} answered {answered}")
    return {"ms": round(statistics.median(times), 1), "queries": count}


def _saving(writer: Client) -> dict[str, float]:
    """A field saved while somebody types, and the floor of a save, in turn, both through the same middleware."""
    from bench.workplan import Floor

    least = Floor(writer)
    texts = [f"{TEXT}{turn}" for turn in range(4 * TURNS)]
    ours, floor, before = [], [], TEXT
    for text in texts:
        begun = time.perf_counter()
        saved = writer.post(f"{ANSWERING}save/", {"reason-1.0": text, "was-reason-1.0": before}, secure=True)
        between = time.perf_counter()
        least.save()
        floor.append((time.perf_counter() - between) * 1000)
        ours.append((between - begun) * 1000)
        if saved.status_code != 200 or saved.json()["conflicts"]:
            raise SystemExit(f"A save answered {saved.status_code}")
        before = text
    one, other = statistics.median(ours), statistics.median(floor)
    return {"ms": round(one, 1), "floor_ms": round(other, 2), "ratio": round(one / other, 1)}


def _make(lines: int) -> tuple[Client, Client]:
    """A round with one section of so many lines, all answered for the ICB; answers who writes it and who reviews it."""
    from delegations.readiness.models import Answer, Assessment, Framework, Line, Round, Section
    from lsc_places.people.models import Grant

    writer, lead = (_somebody(right) for right in (Grant.Right.ACCOUNTABLE_OFFICER, Grant.Right.FINANCE_LEAD))
    of_ours = Framework.objects.get(name="place-readiness", version=1)
    framework = Framework.objects.create(
        source_key=f"bench-{lines}",
        name="bench",
        version=lines,
        title="Of the measurement",
        origin="Nobody",
        levels=of_ours.levels,
        loaded={},
    )
    section = Section.objects.create(
        framework=framework, order=1, code="S", slug="section", title="Section", lead=Grant.Right.FINANCE_LEAD
    )
    Line.objects.bulk_create(
        Line(
            section=section, order=n, code=f"1.{n}", short=f"Line {n}", question=f"Is line {n} in place?", good="It is."
        )
        for n in range(lines)
    )
    now = timezone.now()
    opened = Round.objects.create(
        slug="bench",
        name="Of the measurement",
        framework=framework,
        opened_at=now,
        opened_by=writer,
        deadline_at=now + timedelta(days=9),
    )
    assessment = Assessment.objects.create(round=opened)
    Answer.objects.bulk_create(
        Answer(assessment=assessment, line=line, level=2, reason=TEXT, saved_at=now, saved_by=writer)
        for line in section.lines.all()
    )
    return _browser(writer), _browser(lead)


def _submit() -> None:
    from delegations.readiness.actions.answers import complete_section
    from delegations.readiness.actions.submissions import submit_assessment
    from delegations.readiness.models import Assessment

    assessment = Assessment.objects.with_lock_words().get(round__slug="bench")
    by = get_user_model().objects.get(username="bench-accountable_officer")
    section = assessment.round.framework.sections.get()
    complete_section(assessment, section=section, is_complete=True, by=by)
    submit_assessment(assessment, by=by)


def _somebody(right: str) -> Any:
    from lsc_places.kit.dates import today
    from lsc_places.people.models import Grant

    user = get_user_model().objects.create_user(username=f"bench-{right}", name=f"Measurement {right}", password=None)
    Grant.objects.create(user=user, right=right, scope=Grant.Scope.ICB, holds=DateRange(today(), None))
    return user


def _browser(user: Any) -> Client:
    client = Client(headers={"Host": settings.ALLOWED_HOSTS[0], "X-Forwarded-Proto": "https"})
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client
