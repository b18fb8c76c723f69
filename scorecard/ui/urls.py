"""Addresses of the reader's own settings."""

from django.urls import path

from scorecard.ui import views

urlpatterns = [path("palette/", views.choose_palette, name="palette")]
