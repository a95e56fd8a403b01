"""The addresses of the house; each app has its own list."""

from django.urls import include, path

from lsc_places.kit import health

urlpatterns = [
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
    path("", include("lsc_places.people.urls")),
    path("", include("lsc_places.jobs.urls")),
    path("", include("lsc_places.boards.urls")),
    path("", include("lsc_places.registers.urls")),
    path("", include("priorities.metrics.urls")),
    path("", include("priorities.plans.urls")),
    path("", include("delegations.register.urls")),
    path("", include("delegations.gates.urls")),
    path("", include("delegations.risks.urls")),
    path("", include("delegations.workplan.urls")),
    path("", include("delegations.readiness.urls")),
    path("", include("reporting.papers.urls")),
    path("", include("reporting.overview.urls")),
]

handler400 = "lsc_places.kit.errors.bad_request"
handler403 = "lsc_places.kit.errors.forbidden"
handler404 = "lsc_places.kit.errors.not_found"
handler500 = "lsc_places.kit.errors.broken"
