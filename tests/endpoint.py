"""A real HTTP server on this machine that speaks for a model: it says what it was told to say."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

KEY = "sk-a-key-that-must-not-be-written-anywhere"


@dataclass
class Reply:
    """A status with a body, after seconds of silence. drip: seconds between its pieces. cut: bytes left off its end,
    behind a length that promised them."""

    status: int
    body: Any = None
    wait: float = 0.0
    headers: dict[str, str] = field(default_factory=dict)
    drip: float = 0.0
    cut: int = 0


@dataclass
class Endpoint:
    """What the server does next.

    always: what it says when no reply is left. answer: says it in place of `always`, from the request and its number.
    refuse: answers a request with a refusal, before anything else. paths: where it was asked.
    """

    url: str
    replies: list[Reply] = field(default_factory=list)
    always: str | None = None
    answer: Callable[[dict[str, Any], int], Reply] | None = None
    refuse: Callable[[str, dict[str, Any]], Reply | None] | None = None
    asked: list[dict[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    authorization: set[str] = field(default_factory=set)

    def will(self, status: int, body: Any = None, wait: float = 0.0, times: int = 1, **more: Any) -> None:
        self.replies += [Reply(status, body, wait, **more)] * times

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


def response(text: str) -> dict[str, Any]:
    """The same in the form of the responses API."""
    return {
        "id": "r",
        "object": "response",
        "status": "completed",
        "output": [
            {"type": "reasoning", "summary": []},
            {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": text}]},
        ],
        "usage": {"input_tokens": 40, "output_tokens": 6, "total_tokens": 46},
    }


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with lock:
                number = len(here.asked)
                here.asked.append(request)
                here.paths.append(self.path)
                here.authorization.add(self.headers["Authorization"])
                reply = here.refuse(self.path, request) if here.refuse else None
                if reply is None and here.replies:
                    reply = here.replies.pop(0)
            if reply is None and here.answer is not None:
                reply = here.answer(request, number)
            if reply is None:
                reply = Reply(200, completion(here.always)) if here.always else Reply(500)
            time.sleep(reply.wait)
            body = reply.body
            payload = body.encode() if isinstance(body, str) else json.dumps(body).encode()
            try:
                self.send_response(reply.status)
                for name, value in ({"Content-Type": "application/json"} | reply.headers).items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(payload)))
                self.end_headers()
                sent = payload[: len(payload) - reply.cut]
                pieces = [sent[i : i + 16] for i in range(0, len(sent), 16)] if reply.drip else [sent]
                for piece in pieces:
                    self.wfile.write(piece)
                    time.sleep(reply.drip)
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
