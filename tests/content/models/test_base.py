"""What every page has in common."""

from tests import factories


def test_a_page_that_moved_is_found_at_its_old_address(
    client, rye, django_capture_on_commit_callbacks
):
    old = rye.get_url()
    rye.slug = "rye-bread"
    with django_capture_on_commit_callbacks(execute=True):
        factories.publish(rye)

    answer = client.get(old)
    assert (answer.status_code, answer["Location"]) == (301, "/posts/rye-bread/")
