from hypothesis import given
from hypothesis import strategies as st

from blog.comments.rules import threads


def test_a_step_sorts_as_its_number():
    numbers = [1, 9, 10, 35, 36, 1295, 1296, 10**9]
    assert sorted(map(threads.step, numbers)) == [threads.step(n) for n in numbers]


@given(st.integers(1, 10**9), st.integers(1, 10**9), st.integers(1, 10**9))
def test_an_answer_stands_below_what_it_answers_and_before_what_follows(a, b, c):
    first, last = sorted([a, b]) if a != b else (a, a + 1)
    above = threads.path_under("", first)
    below = threads.path_under(above, c)
    assert above < below < threads.end_of(above) < threads.path_under("", last)


def test_deeper_than_the_deepest_stands_beside():
    path = ""
    for number in range(1, 60):
        path = threads.path_under(path, number)
    assert threads.depth_of(path) == threads.DEEPEST
