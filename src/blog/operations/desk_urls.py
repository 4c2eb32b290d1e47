"""The operators' screens at the desk."""

from django.urls import path

from blog.operations.views import desk, webhooks

urlpatterns = [
    path("log/", desk.show_log, name="desk_log"),
    path("log/log.csv", desk.download_log, name="desk_log_file"),
    path("jobs/", desk.show_jobs, name="desk_jobs"),
    path("jobs/messages/<int:message_id>/retry/", desk.retry_message, name="desk_retry_message"),
    path("jobs/messages/<int:message_id>/cancel/", desk.cancel_message, name="desk_cancel_message"),
    path("jobs/tasks/<str:task_id>/retry/", desk.retry_task, name="desk_retry_task"),
    path("jobs/tasks/<str:task_id>/forget/", desk.forget_task, name="desk_forget_task"),
    path("webhooks/", webhooks.show_webhooks, name="desk_webhooks"),
    path("webhooks/new/", webhooks.add_webhook, name="desk_add_webhook"),
    path("webhooks/<int:endpoint_id>/", webhooks.show_webhook, name="desk_webhook"),
    path("webhooks/<int:endpoint_id>/change/", webhooks.change_webhook, name="desk_change_webhook"),
    path("webhooks/<int:endpoint_id>/test/", webhooks.send_test, name="desk_test_webhook"),
    path("webhooks/<int:endpoint_id>/off/", webhooks.switch_off, name="desk_webhook_off"),
    path("webhooks/<int:endpoint_id>/on/", webhooks.switch_on, name="desk_webhook_on"),
    path("webhooks/<int:endpoint_id>/secret/", webhooks.rotate_secret, name="desk_webhook_secret"),
    path("webhooks/<int:endpoint_id>/remove/", webhooks.remove_webhook, name="desk_remove_webhook"),
    path(
        "webhooks/<int:endpoint_id>/deliveries/<int:delivery_id>/replay/",
        webhooks.replay,
        name="desk_replay",
    ),
]
