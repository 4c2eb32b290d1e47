"""Where the server listens and how much it does at once."""

from blog.config import env

PROJECT_DIR = env.PROJECT_DIR
BIND = env.text("BIND", "127.0.0.1")
PORT = env.number("PORT", 8000, least=1)
SERVER_WORKERS = env.number("WEB_CONCURRENCY", 2, least=1)
SERVER_THREADS = env.number("SERVER_THREADS", 4, least=1)  # in each worker
