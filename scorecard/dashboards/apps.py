from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    name = "scorecard.dashboards"
    label = "dashboards"

    def ready(self) -> None:
        from scorecard.cards.selectors.superseded import also_shown
        from scorecard.dashboards.selectors.digests import told_to_practices

        also_shown(told_to_practices)
