from django.urls import path

from lsc_places.registers import views

app_name = "registers"
urlpatterns = [
    path("agreements/", views.agreements, name="agreements"),
    path("agreements/<slug:slug>/", views.agreement, name="agreement"),
    path("engagement/", views.engagement, name="engagement"),
]
