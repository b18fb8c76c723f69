"""Addresses of organisations' own pages."""

from django.urls import path

from practices import people, views

urlpatterns = [
    path("workspace/", views.workspace, name="workspace"),
    path("area/<str:code>/people/", people.people, name="people"),
    path("area/<str:code>/people/invite/", people.people_invite, name="people-invite"),
    path("area/<str:code>/people/<int:pk>/end/", people.people_end, name="people-end"),
]
