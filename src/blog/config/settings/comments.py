"""What conversations need of the environment: a check of comments elsewhere, if there is one."""

from blog.config import env

COMMENT_CHECK_URL = env.secure_address("COMMENT_CHECK_URL")  # empty: nobody else is asked
COMMENT_CHECK_TOKEN = env.text("COMMENT_CHECK_TOKEN", "")
COMMENT_CHECK_SECONDS = env.number("COMMENT_CHECK_SECONDS", 2, least=1)
