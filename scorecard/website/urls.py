"""Addresses that anybody may open. An edition keeps its own for good."""

from django.urls import path

from scorecard.website.views import feedback, home, machines, practice_forms, results, texts

_area = "results/<slug:slug>/"
_practice = _area + "practices/<str:practice_code>/"
_edition = _area + "<str:period>/<int:number>/"

urlpatterns = [
    path("", home.home, name="home"),
    path("help/<str:name>/", texts.text, name="text"),
    path("feedback/", feedback.feedback, name="feedback"),
    path("feedback/thanks/", feedback.thanks, name="feedback-thanks"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("sitemap-texts.xml", machines.sitemap_of_texts, name="sitemap-texts"),
    path("colours.css", machines.colours, name="colours"),
    path(_area, results.area, name="public"),
    path(_area + "editions/", results.editions, name="public-editions"),
    path(_area + "sitemap.xml", machines.sitemap_of_area, name="sitemap-area"),
    path(_area + "practices/<str:practice_code>/", results.practice, name="public-practice"),
    path(_practice + "easy-read/", practice_forms.easy, name="public-practice-easy"),
    path(_practice + "large-print/", practice_forms.large, name="public-practice-large"),
    path(_practice + "block/", practice_forms.block, name="public-practice-block"),
    path(_area + "indicators/<str:indicator>/", results.indicator, name="public-indicator"),
    path(_edition, results.area, name="public-edition"),
    path(
        _edition + "practices/<str:practice_code>/",
        results.practice,
        name="public-edition-practice",
    ),
    path(
        _edition + "practices/<str:practice_code>/easy-read/",
        practice_forms.easy,
        name="public-edition-practice-easy",
    ),
    path(
        _edition + "practices/<str:practice_code>/large-print/",
        practice_forms.large,
        name="public-edition-practice-large",
    ),
    path(
        _edition + "indicators/<str:indicator>/",
        results.indicator,
        name="public-edition-indicator",
    ),
]
