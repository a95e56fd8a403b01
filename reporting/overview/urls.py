from django.urls import path

from reporting.overview import views

app_name = "overview"
urlpatterns = [
    path("", views.home, name="home"),
    path("help/", views.help_page, name="help"),
    path("places/", views.places, name="places"),
    path("places/<slug:slug>/", views.place, name="place"),
]
