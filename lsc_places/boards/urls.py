from django.urls import path

from lsc_places.boards import views

app_name = "boards"
urlpatterns = [
    path("boards/", views.boards, name="boards"),
    path("boards/<slug:slug>/", views.body, name="body"),
    path("boards/<slug:slug>/approve/", views.approve, name="approve"),
    path("decisions/", views.decisions, name="decisions"),
    path("decisions/record/", views.record_decision, name="record-decision"),
]
