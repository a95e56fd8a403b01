"""The addresses of the house; each app has its own list."""

from django.urls import include, path

urlpatterns = [
    path("", include("lsc_places.people.urls")),
]

handler400 = "lsc_places.kit.errors.bad_request"
handler403 = "lsc_places.kit.errors.forbidden"
handler404 = "lsc_places.kit.errors.not_found"
handler500 = "lsc_places.kit.errors.broken"
