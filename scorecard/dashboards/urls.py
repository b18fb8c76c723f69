"""Addresses of the dashboards. The folder's rooms: views > presenters > selectors."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
