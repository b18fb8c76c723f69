from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "scorecard.accounts"
    label = "accounts"
