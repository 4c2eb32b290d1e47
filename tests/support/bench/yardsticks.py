"""The same bytes by the simplest servers there are: what a page of ours is compared with."""

import getpass
import os
import re
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from blog.operations.services.processes import web_command
from tests.support.bench.processes import Server, free_port
from tests.support.database import PROJECT

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")

HOW_TO = PROJECT / "docs/how-to/keep-pages-ready.md"  # its example is what is measured

_NGINX = """
user {user}; worker_processes 2; pid {folder}/nginx.pid; error_log {folder}/error.log; daemon off;
events {{ worker_connections 512; }}
http {{
  access_log off; sendfile on; keepalive_requests 1000000;
  types {{ }} default_type "text/html; charset=utf-8";
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  {server}
}}
"""
_A_FILE = """
  open_file_cache max=100;
  server {{ listen 127.0.0.1:{port}; root {folder}; add_header Content-Encoding br; }}
"""


def hello(body: Path, environment: Mapping[str, str]) -> Server:
    """Serve a file's bytes from memory by our web server, without anything of ours."""
    return _granian("tests.support.bench.hello:application", body, environment)


def bare_django(body: Path, environment: Mapping[str, str]) -> Server:
    """Serve a file's bytes by a view of a Django without middleware."""
    return _granian("tests.support.bench.bare_django:application", body, environment)


def nginx(body: Path, folder: Path) -> Server | None:
    """Serve a file as nginx serves files at best; None where nginx is not installed."""
    port = free_port()
    shutil.copyfile(body, folder / "page.html")
    return _nginx(_A_FILE.format(port=port, folder=folder), port, folder, path="/page.html")


def nginx_in_front(pages: Path, behind: int, folder: Path) -> Server | None:
    """Serve our ready pages by nginx, as the docs say; None where nginx is not installed.

    ``pages``: the folder of the pages of this release and host. ``behind``: the site's own port.
    """
    port = free_port()
    example = re.search(r"```nginx\n(.*?)```", HOW_TO.read_text(), re.DOTALL)
    assert example is not None
    ours = example[1].replace("listen 80;", f"listen 127.0.0.1:{port};")
    ours = ours.replace("/data/pages/current/example.com", str(pages))
    return _nginx(ours.replace("127.0.0.1:8000", f"127.0.0.1:{behind}"), port, folder, path="/")


def _nginx(server: str, port: int, folder: Path, *, path: str) -> Server | None:
    if NGINX is None:
        return None
    configuration = folder / "nginx.conf"
    configuration.write_text(_NGINX.format(folder=folder, user=getpass.getuser(), server=server))
    command = [NGINX, "-c", str(configuration), "-p", str(folder)]
    return Server(command, port, environment=os.environ, path=path)


def _granian(application: str, body: Path, environment: Mapping[str, str]) -> Server:
    port = free_port()
    paths = os.pathsep.join([str(PROJECT), str(PROJECT / "src")])
    command = web_command(bind="127.0.0.1", port=port, application=application)
    command[command.index("--blocking-threads") + 1] = "4"
    command[0] = sys.executable
    return Server(
        command,
        port,
        environment={**environment, "PYTHONPATH": paths, "BENCH_BODY": str(body)},
        cwd=PROJECT,
    )
