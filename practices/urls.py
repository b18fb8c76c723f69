"""Addresses of organisations' own pages."""

from django.urls import path

from practices import views

urlpatterns = [
    path("", views.home, name="home"),
    path("workspace/", views.workspace, name="workspace"),
]
