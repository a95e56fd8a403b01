from django.urls import path

from delegations.risks import views

app_name = "risks"
urlpatterns = [
    path("risks/", views.risks, name="risks"),
    path("risks/<slug:slug>/", views.risk, name="risk"),
]
