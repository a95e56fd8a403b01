from django.urls import path

from delegations.workplan import views

app_name = "workplan"
urlpatterns = [
    path("workplan/", views.workplan, name="workplan"),
    path("workplan/<slug:reference>/", views.item, name="item"),
    path("workplan/<slug:reference>/edit/", views.edit, name="edit"),
    path("workplan/<slug:reference>/note/", views.note, name="note"),
    path("workplan/<slug:reference>/history/", views.history, name="history"),
    path("workplan/<slug:reference>/remove/", views.remove, name="remove"),
    path("workplan/<slug:reference>/restore/", views.restore, name="restore"),
    path("workplan/<slug:reference>/<slug:field>/", views.cell, name="cell"),
]
