from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "scorecard.ui"
    label = "ui"
