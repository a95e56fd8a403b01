from django.urls import path

from priorities.plans import views

app_name = "plans"
urlpatterns = [
    path("priorities/", views.priorities, name="priorities"),
    path("priorities/<slug:slug>/", views.common_priority, name="common-priority"),
    path("schemes/<slug:slug>/", views.scheme, name="scheme"),
    path("schemes/<slug:slug>/status/", views.state_status, name="state-status"),
]
