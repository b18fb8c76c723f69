from django.urls import path

from scorecard.jobs import views

urlpatterns = [path("<uuid:job_id>/", views.job, name="job")]
