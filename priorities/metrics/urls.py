from django.urls import path

from priorities.metrics import views

app_name = "metrics"
urlpatterns = [
    path("metrics/", views.metrics, name="metrics"),
    path("metrics/<slug:slug>/", views.indicator, name="indicator"),
]
