from django.urls import path

from delegations.gates import views

app_name = "gates"
urlpatterns = [
    path("delegations/<slug:reference>/", views.delegation, name="delegation"),
    path("delegations/<slug:reference>/move/<slug:enters>/", views.move, name="move"),
    path("boards/<slug:slug>/stage/", views.stage, name="stage"),
]
