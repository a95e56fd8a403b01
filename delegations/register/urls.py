from django.urls import path

from delegations.register import views

app_name = "register"
urlpatterns = [
    path("delegations/", views.delegations, name="delegations"),
    path("delegations/<slug:reference>/", views.delegation, name="delegation"),
    path("phases/", views.phases, name="phases"),
]
