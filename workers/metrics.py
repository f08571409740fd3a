"""Numbers for monitoring, on a port of their own (PAMONG_METRICS_PORT), never on the public one."""

import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from webapp.platform import clock


class Numbers:
    """What the clock last counted; counts over all pemda, nothing of any one."""

    def __init__(self) -> None:
        self.waiting = self.quarantined = self.swept = 0
        self.last_sweep = 0.0

    def note(self, counted: int, waiting: int, quarantined: int) -> None:
        """One sweep is done."""
        self.swept += counted
        self.waiting, self.quarantined, self.last_sweep = waiting, quarantined, clock.now().timestamp()

    def text(self) -> str:
        """In the text format Prometheus reads."""
        values = {
            "pamong_ratings_waiting": self.waiting,
            "pamong_events_quarantined": self.quarantined,
            "pamong_ratings_swept_total": self.swept,
            "pamong_last_sweep_timestamp_seconds": self.last_sweep,
        }
        return "".join(f"{name} {value}\n" for name, value in values.items())


def serve(numbers: Numbers) -> ThreadingHTTPServer | None:
    """Answers /metrics on PAMONG_METRICS_BIND (default 127.0.0.1); does nothing without PAMONG_METRICS_PORT."""
    port = os.environ.get("PAMONG_METRICS_PORT", "")
    if not port.isdecimal():
        return None

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = self.path == "/metrics"
            body = numbers.text().encode() if found else b"only /metrics\n"
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Silent: a scrape every few seconds is no news."""

    server = ThreadingHTTPServer((os.environ.get("PAMONG_METRICS_BIND", "127.0.0.1"), int(port)), Answer)
    threading.Thread(target=server.serve_forever, name="metrics", daemon=True).start()
    return server
