from django.urls import path

from delegations.workplan import views

app_name = "workplan"
urlpatterns = [
    path("workplan/", views.workplan, name="workplan"),
    path("workplan/<slug:reference>/", views.item, name="item"),
]
