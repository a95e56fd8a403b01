from django.urls import path

from reporting.papers import views

app_name = "papers"
urlpatterns = [
    path("papers/", views.papers, name="papers"),
    path("papers/highlight-report/", views.highlight, name="highlight"),
    path("papers/highlight-report/export/", views.export_highlight, name="export-highlight"),
    path("papers/<slug:slug>/", views.paper, name="paper"),
    path("papers/<slug:slug>/export/", views.export, name="export"),
]
