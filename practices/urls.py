"""Addresses of organisations' own pages."""

from django.urls import path

from practices import atypical_views, group_views, people

_groups = "area/<str:code>/groups/"
_set = _groups + "<int:pk>/"
_group = _set + "<int:group>/"

urlpatterns = [
    path("area/<str:code>/people/", people.people, name="people"),
    path("area/<str:code>/people/invite/", people.people_invite, name="people-invite"),
    path("area/<str:code>/people/<int:pk>/end/", people.people_end, name="people-end"),
    path("area/<str:code>/atypical/", atypical_views.atypical, name="atypical"),
    path("area/<str:code>/atypical/flag/", atypical_views.flag, name="atypical-flag"),
    path("area/<str:code>/atypical/<int:pk>/end/", atypical_views.end, name="atypical-end"),
    path(_groups, group_views.groups, name="groups"),
    path(_groups + "new/", group_views.new_set, name="group-set-new"),
    path(_set, group_views.group_set, name="group-set"),
    path(_set + "new/", group_views.new_group, name="group-new"),
    path(_group, group_views.group, name="group"),
    path(_group + "place/", group_views.place, name="group-place"),
    path(_group + "rename/", group_views.rename, name="group-rename"),
    path(_group + "leave/<int:membership>/", group_views.leave, name="group-leave"),
]
