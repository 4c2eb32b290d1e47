"""The operators' screens at the desk."""

from django.urls import path

from blog.operations.views import desk

urlpatterns = [
    path("log/", desk.show_log, name="desk_log"),
    path("log/log.csv", desk.download_log, name="desk_log_file"),
    path("jobs/", desk.show_jobs, name="desk_jobs"),
    path("jobs/messages/<int:message_id>/retry/", desk.retry_message, name="desk_retry_message"),
    path("jobs/messages/<int:message_id>/cancel/", desk.cancel_message, name="desk_cancel_message"),
    path("jobs/tasks/<str:task_id>/retry/", desk.retry_task, name="desk_retry_task"),
    path("jobs/tasks/<str:task_id>/forget/", desk.forget_task, name="desk_forget_task"),
]
