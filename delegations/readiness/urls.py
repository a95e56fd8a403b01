from django.urls import include, path

from delegations.readiness.views import drafts, evidence, moderation, results, reviews, rounds, sections

app_name = "readiness"

_assessment = [
    path("", drafts.assessment, name="assessment"),
    path("verdict/", rounds.verdict, name="verdict"),
    path("evidence/", evidence.evidence, name="evidence"),
    path("evidence/add/", evidence.add_evidence, name="add-any-evidence"),
    path("evidence/add/<str:line>/", evidence.add_evidence, name="add-evidence"),
    path("evidence/choose/<str:line>/", evidence.choose_evidence, name="choose-evidence"),
    path("evidence/<uuid:key>/", evidence.describe_evidence, name="describe-evidence"),
    path("evidence/<uuid:key>/remove/", evidence.remove_evidence, name="remove-evidence"),
    path("check/", drafts.check, name="check"),
    path("submit/", drafts.submit, name="submit"),
    path("submitted/", drafts.submitted, name="submitted"),
    path("submitted/receipt.pdf", drafts.receipt, name="receipt"),
    path("withdraw/", drafts.withdraw, name="withdraw"),
    path("draft.txt", drafts.draft, name="draft"),
    path("questions/", reviews.questions, name="questions"),
    path("questions/<str:line>/", reviews.question, name="question"),
    path("result/", results.result, name="result"),
    path("result/letter.pdf", results.letter, name="letter"),
    path("conditions/<int:condition>/discharge/", results.discharge, name="discharge"),
    path("conditions/<int:condition>/item/", results.make_item, name="make-item"),
    path("gaps/<str:line>/item/", results.make_gap_item, name="make-gap-item"),
    path("<slug:section>/", sections.section, name="section"),
    path("<slug:section>/save/", sections.save_section, name="save-section"),
]
_review = [
    path("", moderation.panel, name="panel"),
    path("panel/", moderation.name_panel, name="name-panel"),
    path("publish/", moderation.publish, name="publish"),
    path("conditions/<int:condition>/drop/", moderation.drop_condition, name="drop-condition"),
    path("<slug:section>/", reviews.review, name="review"),
    path("<slug:section>/save/", reviews.save_review, name="save-review"),
    path("<slug:section>/moderate/", moderation.moderate, name="moderate"),
    path("<slug:section>/moderate/save/", moderation.save_moderation, name="save-moderation"),
    path("<slug:section>/condition/", moderation.set_condition, name="set-section-condition"),
    path("<slug:section>/condition/<str:line>/", moderation.set_condition, name="set-condition"),
]
urlpatterns = [
    path("reviews/", reviews.reviews, name="reviews"),
    path("reviews/<slug:round>/compare/", results.compare, name="compare"),
    path("reviews/<slug:round>/<slug:place>/", include(_review)),
    path("readiness/", rounds.rounds, name="rounds"),
    path("readiness/open/", rounds.open_round, name="open-round"),
    path("readiness/evidence/<uuid:key>/", evidence.evidence_file, name="evidence-file"),
    path("readiness/frameworks/<slug:framework>/", rounds.framework, name="framework"),
    path("readiness/autonomy/<slug:place>/<slug:function>/", rounds.lower_autonomy, name="lower-autonomy"),
    path("readiness/<slug:round>/", rounds.round, name="round"),
    path("readiness/<slug:round>/close/", rounds.close_round, name="close-round"),
    path("readiness/<slug:round>/<slug:place>/", include(_assessment)),
]
