"""A real HTTP server on this machine that speaks for a model: it says what it was told to say."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

KEY = "sk-a-key-that-must-not-be-written-anywhere"


@dataclass
class Endpoint:
    """What the server does next: a status with a body, or seconds of silence first."""

    url: str
    replies: list[tuple[int, Any, float]] = field(default_factory=list)
    always: str | None = None  # what it says when no reply is left
    asked: list[dict[str, Any]] = field(default_factory=list)
    authorization: set[str] = field(default_factory=set)

    def will(self, status: int, body: Any = None, wait: float = 0.0, times: int = 1) -> None:
        self.replies += [(status, body, wait)] * times

    def will_say(self, *texts: str) -> None:
        for text in texts:
            self.will(200, completion(text))


def completion(text: object) -> dict[str, Any]:
    return {
        "id": "c",
        "object": "chat.completion",
        "created": 0,
        "model": "m",
        "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}],
        "usage": {"prompt_tokens": 50, "completion_tokens": 7, "total_tokens": 57},
    }


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with lock:
                here.asked.append(request)
                here.authorization.add(self.headers["Authorization"])
                last = (200, completion(here.always), 0.0) if here.always else (500, None, 0.0)
                status, body, wait = here.replies.pop(0) if here.replies else last
            time.sleep(wait)
            payload = body.encode() if isinstance(body, str) else json.dumps(body).encode()
            try:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(payload)))
                self.end_headers()
                self.wfile.write(payload)
            except ConnectionError:
                pass  # the client gave up first

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    here = Endpoint(f"http://127.0.0.1:{server.server_address[1]}/v1")
    thread = threading.Thread(target=lambda: server.serve_forever(0.02), daemon=True)
    thread.start()
    yield here
    server.shutdown()
    server.server_close()
    thread.join()
