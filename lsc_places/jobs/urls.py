from django.urls import path

from lsc_places.jobs import views

app_name = "jobs"
urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("notices/read/", views.mark_all_read, name="mark-all-read"),
    path("exports/", views.exports, name="exports"),
    path("exports/<int:pk>/", views.export, name="export"),
    path("exports/<int:pk>/file/", views.export_file, name="export-file"),
    path("exports/<int:pk>/again/", views.ask_again, name="ask-again"),
]
