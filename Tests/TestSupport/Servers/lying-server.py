#!/usr/bin/python3
"""A web server for tests that serves the files of one directory and misbehaves as the query says.

    lying-server.py DIRECTORY        prints its port, serves until its standard input ends

    /NAME?status=503&times=2         this status, for the first 2 requests of this address (for ever without times)
      &retry_after=VALUE             with this Retry-After; &page=BYTES: with an error page of so many bytes
    /NAME?cut=N[&times=M]            the connection ends after N bytes of the body
    /NAME?slow=RATE                  RATE bytes a second
    /NAME?stall=N                    nothing more comes after N bytes of the body, for a minute
    /NAME?silent=1 | reset=1 | garbage=1 | empty=1      no answer, a reset, no HTTP, a closed connection
    /NAME?range=ignore | refuse | complete | shift | short | total | bad | type | tag   what becomes of a Range
    /NAME?inject=N[&whole=1]         a resumed body turns into an error page after N bytes; whole: of the stated length
    /NAME?etag=none | weak | changing   &lastmod=none | now
    /NAME?chunked=1                  no length is stated
    /NAME?encoding=gzip              the body is said to be packed
    /NAME?add=N                      Content-Length is wrong by N
    /NAME?type=TEXT &disposition=TEXT   headers
    /NAME?redirect=N                 N redirects lead to it; redirect=loop: to itself; location=URL: there, &code=302

    http://HOST/NAME…                as a proxy it answers for every host, with the same files
    CONNECT HOST:PORT                as a proxy it leads through to there, counted under the path HOST:PORT

    /-/counts                        JSON: for each path requests, bytes of bodies, ranges, statuses, agents, at once
    /-/forget                        counts from nothing

A part of a query that is no word of these is an error of the test: 599.
"""

import collections
import email.utils
import hashlib
import http.server
import json
import os
import socket
import struct
import sys
import threading
import time
import urllib.parse

WORDS = set("status times retry_after page cut slow stall silent reset garbage empty range inject whole etag lastmod "
            "chunked encoding add type disposition redirect location code key".split())
PAGE = b"<html><body><h1>502 Bad Gateway</h1>" + b"<p>The page is not here.</p>" * 40000

lock = threading.Lock()
asked = collections.Counter()
counts = {}
at_once = {"now": 0, "most": 0}


class Stop(Exception):
    """The connection ends here."""


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 512

    def handle_error(self, request, address):
        pass


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 0

    def log_message(self, *_):
        pass

    def do_CONNECT(self):
        host, _, port = self.path.rpartition(":")
        self.note(self.path)
        try:
            there = socket.create_connection((host, int(port)))
        except OSError:
            return self.plain(b"nobody there", 502)
        self.send_response(200)
        self.end_headers()
        back = threading.Thread(target=self.lead, args=(there, self.connection))
        back.start()
        self.lead(self.connection, there)
        back.join()
        self.close_connection = True

    def lead(self, source, target):
        try:
            while part := source.recv(1 << 16):
                target.sendall(part)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def do_GET(self):
        self.proxied = self.path.startswith("http://")
        if self.proxied:
            self.path = "/" + self.path.split("/", 3)[3]
        path, _, query = self.path.partition("?")
        if path == "/-/counts":
            with lock:
                return self.plain(json.dumps({"paths": counts, "most_at_once": at_once["most"]}).encode())
        if path == "/-/forget":
            with lock:
                counts.clear()
                asked.clear()
                at_once["most"] = 0
            return self.plain(b"{}")
        self.ask = dict(urllib.parse.parse_qsl(query, keep_blank_values=True))
        mine = self.mine = self.note(path)
        with lock:
            mine["now"] += 1
            mine["at_once"] = max(mine["at_once"], mine["now"])
            at_once["now"] += 1
            at_once["most"] = max(at_once["most"], at_once["now"])
        try:
            self.answer(path)
        except (Stop, ConnectionError):
            self.close_connection = True
        finally:
            with lock:
                mine["now"] -= 1
                at_once["now"] -= 1

    def note(self, path):
        with lock:
            asked[self.path] += 1
            self.number = asked[self.path]
            mine = counts.setdefault(path, {"requests": 0, "bytes": 0, "ranges": [], "statuses": [], "agents": [],
                                            "at_once": 0, "now": 0, "hosts": [], "proxied": 0})
            mine["requests"] += 1
            mine["proxied"] += self.command == "CONNECT" or self.proxied
            mine["ranges"].append(self.headers.get("Range"))
            mine["agents"].append(self.headers.get("User-Agent"))
            mine["hosts"].append(self.headers.get("Host"))
            return mine

    # Within the first requests, where `times` says so; for ever without it, or `default` times.
    def due(self, word, default=None):
        times = self.ask.get("times", default)
        return word in self.ask and (times is None or self.number <= int(times))

    def answer(self, path):
        if not WORDS.issuperset(self.ask):
            return self.plain(b"unknown word", 599)
        if self.due("silent"):
            time.sleep(60)
            raise Stop
        if self.due("reset"):
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            raise Stop
        if self.due("garbage"):
            self.connection.sendall(b"220 this is no web server\r\n")
            raise Stop
        if self.due("empty"):
            raise Stop
        if self.due("redirect") or self.due("location"):
            return self.redirect(path)
        if self.due("status"):
            extra = {"Retry-After": self.ask["retry_after"]} if "retry_after" in self.ask else {}
            return self.plain(PAGE[: int(self.ask.get("page", 60))], int(self.ask["status"]), extra)
        self.document(path)

    def redirect(self, path):
        target = self.ask.get("location")
        if target is None and self.ask["redirect"] == "loop":
            target = self.path
        if target is None:
            left = int(self.ask["redirect"]) - 1
            target = path if left <= 0 else f"{path}?redirect={left}"
        self.plain(PAGE[:30], int(self.ask.get("code", 302)), {"Location": target})

    def document(self, path):
        name = urllib.parse.unquote_to_bytes(path.lstrip("/"))
        try:
            with open(os.path.join(os.fsencode(sys.argv[1]), name), "rb") as file:
                body = file.read()
                changed = os.fstat(file.fileno()).st_mtime
        except OSError:
            return self.plain(b"no such file", 404)
        tag = '"' + hashlib.sha1(body).hexdigest()[:16] + '"'
        kind = self.ask.get("etag")
        if kind == "weak":
            tag = "W/" + tag
        if kind == "changing":
            tag = f'"{self.number}"'
        date = email.utils.formatdate(time.time() if self.ask.get("lastmod") == "now" else changed, usegmt=True)
        headers = {"Content-Type": self.ask.get("type", "application/pdf")}
        if kind != "none":
            headers["ETag"] = tag
        if self.ask.get("lastmod") != "none":
            headers["Last-Modified"] = date
        if "disposition" in self.ask:
            headers["Content-Disposition"] = self.ask["disposition"]
        if "encoding" in self.ask:
            headers["Content-Encoding"] = self.ask["encoding"]
        asked_range, condition = self.headers.get("Range"), self.headers.get("If-Range")
        how = self.ask.get("range")
        if asked_range and how != "ignore" and (condition in (None, tag, date) or how):
            return self.part(body, int(asked_range.split("=")[1].split("-")[0]), headers, how)
        self.send(200, headers, body)

    def part(self, body, first, headers, how):
        size = len(body)
        if how == "complete":
            return self.plain(b"", 416, {"Content-Range": f"bytes */{size}"})
        if how == "refuse" or first >= size:
            return self.plain(b"", 416, {"Content-Range": f"bytes */{size if how != 'refuse' else size // 2}"})
        last, start, total = size - 1, first, size
        if how == "shift":
            start = first - 7
        if how == "short":
            last -= 10
        if how == "total":
            total += 100
        if how == "type":
            headers["Content-Type"] = "text/html"
        if how == "tag":
            headers["ETag"] = '"another"'
        headers["Content-Range"] = "bytes none" if how == "bad" else f"bytes {start}-{last}/{total}"
        rest = body[start:last + 1]
        if "inject" in self.ask:
            right = int(self.ask["inject"])
            if "whole" in self.ask:
                rest = rest[:right] + PAGE[: max(0, len(rest) - right)] + bytes(max(0, len(rest) - right - len(PAGE)))
            else:
                self.head(206, headers, len(rest))
                self.write(rest[:right] + PAGE[:max(0, min(20000, len(rest) - right - 1))])
                raise Stop
        self.send(206, headers, rest)

    def send(self, status, headers, body):
        if "chunked" in self.ask:
            self.head(status, headers | {"Transfer-Encoding": "chunked"}, None)
            for start in range(0, len(body), 65536):
                piece = body[start:start + 65536]
                self.write(b"%x\r\n" % len(piece) + piece + b"\r\n")
            return self.write(b"0\r\n\r\n")
        self.head(status, headers, len(body) + int(self.ask.get("add", 0)))
        if self.due("cut", default=1):
            self.write(body[: int(self.ask["cut"])])
            raise Stop
        if "stall" in self.ask:
            self.write(body[: int(self.ask["stall"])])
            time.sleep(60)
            raise Stop
        if "slow" in self.ask:
            rate = int(self.ask["slow"])
            for start in range(0, len(body), max(1, rate // 20)):
                self.write(body[start:start + max(1, rate // 20)])
                time.sleep(0.05)
            return
        self.write(body)
        if int(self.ask.get("add", 0)) > 0:
            raise Stop

    def plain(self, body, status=200, headers=None):
        self.head(status, (headers or {}) | {"Content-Type": "text/html"}, len(body))
        self.write(body)

    def head(self, status, headers, length):
        if hasattr(self, "mine"):
            with lock:
                self.mine["statuses"].append(status)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def write(self, body):
        view = memoryview(body)
        while view:
            count = self.connection.send(view[:1 << 16])
            view = view[count:]
            if hasattr(self, "mine"):
                with lock:
                    self.mine["bytes"] += count


server = Server(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
# In one write: the reader takes what comes first.
os.write(1, b"%d\n" % server.server_address[1])
# Whoever started us holds the other end: when it is gone, so are we.
while sys.stdin.buffer.read(4096):
    pass
