"""A real Odoo server with worker processes, and many simultaneous clients."""

import http.client
import os
import re
import socket
import subprocess
import threading
import time

import psutil

from devkit import paths, postgres

QUEUE = 512  # connections that wait for a free worker, as in front of a proxy
PATIENCE = 300
LOG = paths.LOGS / "bench-server.log"
_RETRY = re.compile(r"tries left, try again in")
_FAULT = re.compile(r"^\S+ \S+ \d+ (?:WARNING|ERROR|CRITICAL) .*", re.M)


class Server:
    """Odoo with worker processes on one database, while the block lasts.

    The listening socket is handed over: with its own, Odoo keeps eight connections
    a worker waiting and the kernel lets the others try again seconds later. The
    database is named, not filtered: visitors without a session cost no look-up of
    which databases there are.
    """

    def __init__(self, database, workers):
        self.database, self.workers = database, workers
        self.process, self.seen = None, 0

    def __enter__(self):
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=QUEUE)
        self.port = self.socket.getsockname()[1]
        arguments = [
            *("-d", self.database, f"--workers={self.workers}"),
            *("--max-cron-threads=0", f"--gevent-port={postgres.free_port()}"),
            "--log-level=warn",
            # Where Odoo tells that it repeats a request.
            "--log-handler=odoo.service.model:INFO",
        ]
        door = self.socket.fileno()
        with LOG.open("w") as log:
            self.process = subprocess.Popen(
                [*paths.ODOO, *arguments],
                cwd=paths.DEVKIT,
                env={**os.environ, "ODOO_HTTP_SOCKET_FD": str(door)},
                pass_fds=(door,),
                stdout=log,
                stderr=log,
            )
        return self

    def __exit__(self, *_fault):
        self.socket.close()
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def seconds(self):
        """Processor seconds of the server's processes so far."""
        processes = psutil.Process(self.process.pid).children(recursive=True)
        times = [process.cpu_times() for process in processes]
        return sum(each.user + each.system for each in times)

    def retries(self):
        """Requests repeated since the last call; a warning or an error is a fault."""
        with LOG.open() as log:
            log.seek(self.seen)
            told = log.read()
            self.seen = log.tell()
        faults = _FAULT.findall(told)
        assert not faults, f"the server's log: {faults[0]}"
        return len(_RETRY.findall(told))


class Client:
    """One visitor's browser: a cookie, and requests one after the other."""

    def __init__(self, port, session=None):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, PATIENCE)
        self.session = session

    def ask(self, method, path, body=None, headers=()):
        """Send a request; return status, address to go on to, and the page."""
        cookie = {"Cookie": f"session_id={self.session}"} if self.session else {}
        self.connection.request(method, path, body, {**cookie, **dict(headers)})
        response = self.connection.getresponse()
        given = re.search("session_id=([^;]+)", response.getheader("Set-Cookie") or "")
        if given:
            self.session = given[1]
        return response.status, response.getheader("Location"), response.read()


def at_once(server, walks):
    """Let each (client, requests) go, all at the same moment.

    Return seconds, processor seconds of the clients and of the server, and the
    answers of each client. Only the first that goes wrong is told.
    """
    answers, faults = [[] for _walk in walks], []
    start = threading.Barrier(len(walks) + 1)

    def go(client, requests, got):
        start.wait()
        try:
            for request in requests:
                got.append(client.ask(*request))
        except Exception as fault:
            faults.append(fault)

    threads = [
        threading.Thread(target=go, args=(*walk, got), daemon=True)
        for walk, got in zip(walks, answers, strict=True)
    ]
    for thread in threads:
        thread.start()
    served, client_seconds = server.seconds(), time.process_time()
    begun = time.perf_counter()
    start.wait()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - begun
    if faults:
        raise faults[0]
    client_seconds, served = (
        time.process_time() - client_seconds,
        server.seconds() - served,
    )
    return seconds, client_seconds, served, answers
