"""The pages of jobs, below /o/<organization>/jobs/."""

from django.urls import path

from organizations.pages import jobs

urlpatterns = [
    path("", jobs.job_list, name="job_list"),
    path("<uuid:pk>/", jobs.job_detail, name="job_detail"),
    path("<uuid:pk>/cancel/", jobs.cancel_job, name="cancel_job"),
]
