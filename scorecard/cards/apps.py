from django.apps import AppConfig


class CardsConfig(AppConfig):
    name = "scorecard.cards"
    label = "cards"
