from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "scorecard.demo"
    label = "demo"
