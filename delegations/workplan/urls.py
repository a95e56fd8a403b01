from django.urls import path

from delegations.workplan import views

app_name = "workplan"
urlpatterns = [
    path("workplan/", views.workplan, name="workplan"),
    path("workplan/add/", views.add, name="add"),
    path("workplan/proposals/", views.proposals, name="proposals"),
    path("workplan/moved/", views.moved, name="moved"),
    path("workplan/timeline/", views.timeline, name="timeline"),
    path("workplan/compare/", views.compare, name="compare"),
    path("workplan/export/", views.export_sheet, name="export"),
    path("workplan/import/", views.import_sheet, name="import"),
    path("workplan/paste/", views.paste, name="paste"),
    path("workplan/together/", views.together, name="together"),
    path("workplan/together/<int:key>/", views.change_set, name="change-set"),
    path("workplan/together/<int:key>/undo/", views.undo, name="undo"),
    path("workplan/order/<slug:plan>/", views.order, name="order"),
    path("workplan/order/<slug:plan>/<slug:place>/", views.order, name="order-of-place"),
    path("workplan/<slug:reference>/", views.item, name="item"),
    path("workplan/<slug:reference>/edit/", views.edit, name="edit"),
    path("workplan/<slug:reference>/close/", views.close, name="close"),
    path("workplan/<slug:reference>/links/", views.link, name="link"),
    path("workplan/<slug:reference>/needs/", views.needs, name="needs"),
    path("workplan/<slug:reference>/needs/<slug:other>/end/", views.needs_no_more, name="needs-no-more"),
    path("workplan/<slug:reference>/answer/", views.answer, name="answer"),
    path("workplan/<slug:reference>/note/", views.note, name="note"),
    path("workplan/<slug:reference>/history/", views.history, name="history"),
    path("workplan/<slug:reference>/remove/", views.remove, name="remove"),
    path("workplan/<slug:reference>/restore/", views.restore, name="restore"),
    path("workplan/<slug:reference>/<slug:field>/", views.cell, name="cell"),
]
