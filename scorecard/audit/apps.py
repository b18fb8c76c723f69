from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "scorecard.audit"
    label = "audit"
