from django.apps import AppConfig


class PublicationConfig(AppConfig):
    name = "scorecard.publication"
    label = "publication"

    def ready(self) -> None:
        from scorecard.cards.selectors.superseded import also_shown
        from scorecard.publication.selectors.editions import drafted_runs

        also_shown(drafted_runs)
