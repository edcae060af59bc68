"""nginx with the file that ships, on this machine alone."""

import os
import shutil
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.attack.target import Target
from tests.support.gunicorn import LOOPBACK, ROOT, free_port

SHIPPED = ROOT / "docs" / "nginx.conf"
NAME = "techniek.example.nl"
#: The line of a server.
UPSTREAM = "server 127.0.0.1:8000 fail_timeout=1s;"
#: Seconds that it may take to start.
START = 10

#: What stands around a file of /etc/nginx/conf.d/; Debian's own has as many connections.
AROUND = """
daemon off;
pid {folder}/nginx.pid;
{user}
events {{ worker_connections 768; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


@dataclass(frozen=True)
class Proxy:
    """Where it answers: with TLS, and without."""

    target: Target
    plain: Target


def executable() -> str | None:
    """Path of nginx; what is for the administrator is not on every path."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


@contextmanager
def proxying(upstream: Target, folder: Path, *others: Target) -> Iterator[Proxy]:
    """nginx in front of a server, and of others, until the context ends; folder: an empty one, for
    all its files.

    Raises RuntimeError, with what it said, where it does not start.
    """
    certificate, key = _certificate(folder)
    target = Target(LOOPBACK, free_port(), ssl.create_default_context(cafile=certificate))
    plain = Target(LOOPBACK, free_port())
    (folder / "site.conf").write_text(_site(target, plain, [upstream, *others], certificate, key))
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, user=user))
    log = folder / "error.log"
    command = [executable(), "-p", folder, "-c", folder / "nginx.conf", "-e", log]
    with subprocess.Popen(command) as process:
        try:
            if not _listens(plain, process):
                raise RuntimeError(f"nginx does not start: {log.read_text()}")
            yield Proxy(target, plain)
        finally:
            process.terminate()


def _site(
    target: Target, plain: Target, upstreams: list[Target], certificate: Path, key: Path
) -> str:
    """The file that ships, with other addresses and another certificate."""
    text = SHIPPED.read_text("utf-8")
    folder = f"/etc/letsencrypt/live/{NAME}"
    for there, here in (
        (
            UPSTREAM,
            "".join(
                UPSTREAM.replace("127.0.0.1:8000", f"{one.host}:{one.port}") for one in upstreams
            ),
        ),
        ("listen 80;", f"listen {plain.host}:{plain.port};"),
        ("listen 443 ssl", f"listen {target.host}:{target.port} ssl"),
        # Not every machine has IPv6.
        ("listen [::]:80;", ""),
        ("listen [::]:443 ssl http2;", ""),
        (f"{folder}/fullchain.pem", str(certificate)),
        (f"{folder}/privkey.pem", str(key)),
    ):
        assert text.count(there) == 1, there
        text = text.replace(there, here)
    return text


def _certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate of this machine that nobody vouches for, and its key."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    command = ["openssl", "req", "-x509", "-nodes", "-newkey", "ec", "-days", "2"]
    command += ["-pkeyopt", "ec_paramgen_curve:P-256", "-subj", f"/CN={NAME}"]
    command += ["-addext", f"subjectAltName=IP:{LOOPBACK}", "-out", certificate, "-keyout", key]
    subprocess.run(command, check=True, capture_output=True)
    return certificate, key


def _listens(target: Target, process: subprocess.Popen) -> bool:
    late = time.monotonic() + START
    while time.monotonic() < late and process.poll() is None:
        try:
            target.connect(START).close()
            return True
        except OSError:
            time.sleep(0.05)
    return False
