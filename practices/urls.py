"""Addresses of organisations' own pages."""

from django.urls import path

from practices import people, views

urlpatterns = [
    path("workspace/", views.workspace, name="workspace"),
    path("area/<code>/people/", people.people, name="people"),
    path("area/<code>/people/invite/", people.people_invite, name="people_invite"),
    path("area/<code>/people/<int:pk>/end/", people.people_end, name="people_end"),
]
