"""Addresses of editions: of the commissioner, of a practice."""

from django.urls import path

from scorecard.publication.views import (
    block,
    board,
    comments,
    editions,
    feedback,
    letters,
    practices,
    record,
    rules,
    steps,
)

_editions = "area/<str:code>/releases/"
_edition = _editions + "<int:pk>/"
_rules = _editions + "who-sees-what/<int:pk>/"
_seen_by = _edition + "seen-by/<str:audience>/"
_letters = _edition + "letters/"
_sign_off = "area/<str:code>/sign-off/"
_told = _sign_off + "<int:pk>/told/"
_own = "practice/<str:code>/releases/"

urlpatterns = [
    path("area/<str:code>/feedback/", feedback.feedback_list, name="feedback-list"),
    path("area/<str:code>/feedback/<int:pk>/", feedback.feedback_answer, name="feedback-answer"),
    path(_editions, editions.releases, name="releases"),
    path(_editions + "new/", editions.new_release, name="release-new"),
    path(_rules, rules.who_sees_what, name="who-sees-what"),
    path(_rules + "decide/", rules.decide_levels, name="who-sees-what-decide"),
    path(_edition, editions.release, name="release"),
    path(_edition + "prepare/<str:act>/", steps.prepare, name="release-prepare"),
    path(_edition + "decide/<str:act>/", steps.decide, name="release-decide"),
    path(_seen_by, editions.seen_by, {"kind": "contents"}, name="release-contents"),
    path(
        _seen_by + "practices/<str:key>/",
        editions.seen_by,
        {"kind": "practice"},
        name="release-practice",
    ),
    path(
        _seen_by + "indicators/<str:key>/",
        editions.seen_by,
        {"kind": "indicator"},
        name="release-indicator",
    ),
    path(_edition + "comments/", comments.comments, name="release-comments"),
    path(
        _edition + "comments/<int:comment>/",
        comments.decide_comment,
        name="release-comment-decide",
    ),
    path(_edition + "remind/", letters.remind, name="release-remind"),
    path(_letters, letters.letters, name="release-letters"),
    path(_letters + "send/", letters.send, name="release-letters-send"),
    path(_letters + "make/", letters.make_all, name="release-letters-files"),
    path(_letters + "all.zip", letters.take_all, name="release-letters-zip"),
    path(_letters + "to/<str:practice_code>/", letters.letter, name="release-letter"),
    path(_letters + "to/<str:practice_code>.pdf", letters.letter_as_pdf, name="release-letter-pdf"),
    path(_sign_off, record.records, name="sign-offs"),
    path(_sign_off + "<int:pk>/", record.record, name="sign-off"),
    path(_sign_off + "<int:pk>.csv", record.record_csv, name="sign-off-csv"),
    path(_told, board.board_release, {"kind": "contents"}, name="board-release"),
    path(
        _told + "practices/<str:key>/",
        board.board_release,
        {"kind": "practice"},
        name="board-release-practice",
    ),
    path(
        _told + "indicators/<str:key>/",
        board.board_release,
        {"kind": "indicator"},
        name="board-release-indicator",
    ),
    path(_own, practices.releases, name="practice-releases"),
    path(_own + "block/", block.block_code, name="practice-block"),
    path(_own + "<int:pk>/", practices.own_page, name="practice-release"),
    path(_own + "<int:pk>/letter/", letters.own_letter, name="practice-letter"),
    path(_own + "<int:pk>/letter.pdf", letters.own_letter_pdf, name="practice-letter-pdf"),
    path(_own + "<int:pk>/comments/", comments.own_comments, name="practice-release-comments"),
    path(
        _own + "<int:pk>/comments/<str:key>/",
        comments.own_comment,
        name="practice-release-comment",
    ),
    path(_own + "<int:pk>/seen-by/<str:audience>/", practices.seen_by, name="practice-release-as"),
    path(
        _own + "<int:pk>/contents/",
        practices.others,
        {"kind": "contents"},
        name="practice-release-contents",
    ),
    path(
        _own + "<int:pk>/indicators/<str:key>/",
        practices.others,
        {"kind": "indicator"},
        name="practice-release-indicator",
    ),
]
