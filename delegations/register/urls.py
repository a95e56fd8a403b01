from django.urls import path

from delegations.register import views

app_name = "register"
urlpatterns = [
    path("delegations/", views.delegations, name="delegations"),
    path("delegations/propose/", views.propose, name="propose"),
    path("delegations/<slug:reference>/history/", views.history, name="history"),
    path("delegations/<slug:reference>/what/", views.what, name="what"),
    path("delegations/<slug:reference>/holder/", views.holder, name="holder"),
    path("delegations/<slug:reference>/planned/", views.planned, name="planned"),
    path("delegations/<slug:reference>/money/", views.money, name="money"),
    path("delegations/<slug:reference>/documents/", views.document, name="document"),
    path("delegations/<slug:reference>/documents/<int:key>/", views.end_document, name="end-document"),
    path("delegations/<slug:reference>/approvals/", views.needed, name="needed"),
    path("delegations/<slug:reference>/terms/", views.terms, name="terms"),
    path("delegations/<slug:reference>/scheme/", views.scheme, name="scheme"),
    path("delegations/<slug:reference>/checklist/", views.checklist, name="checklist"),
    path("delegations/<slug:reference>/formula/", views.formula, name="formula"),
    path("delegations/<slug:reference>/hold/", views.hold, name="hold"),
    path("delegations/<slug:reference>/hold/<int:key>/", views.take_off_hold, name="take-off-hold"),
    path("delegations/<slug:reference>/approvals/<int:key>/", views.approval, name="approval"),
    path("phases/", views.phases, name="phases"),
    path("phases/<slug:slug>/", views.phase, name="phase"),
    path("phases/<slug:slug>/lessons/", views.lesson, name="lesson"),
    path("phases/<slug:slug>/candidates/", views.list_candidate, name="list-candidate"),
    path("phases/<slug:slug>/candidates/<int:key>/", views.change_candidate, name="change-candidate"),
    path("phases/<slug:slug>/sequence/", views.sequence, name="sequence"),
]
