#!/usr/bin/python3
"""Web servers for tests, each of which serves the files of one directory and misbehaves as the query says.

    lying-server.py        reads one order a line until its standard input ends, and answers each with a line:
    open DIRECTORY         a server of its own, with counts of its own; the directory as a JSON string; answers its port
    counts PORT            JSON: for each path requests, bytes of bodies, ranges, statuses, agents, hosts, proxied; and how
                           many connections are open
    forget PORT            counts from nothing; answers `forgotten`
    go PORT                what stalls goes on, and nothing stalls from now on; answers `gone`
    close PORT             its end, and that of its connections; answers `closed`
                           an order that cannot be carried out is answered by `error: ` and why

    /NAME?status=503&times=2         this status, for the first 2 requests of this address (for ever without times)
      &retry_after=VALUE             with this Retry-After; &page=BYTES: with an error page of so many bytes
    /NAME?cut=N[&times=M]            the connection ends after N bytes of the body
    /NAME?slow=RATE                  never more than RATE bytes a second
    /NAME?stall=N[&times=M]          nothing behind byte N of the document comes before the order to go on; a tail that begins
                                     behind it has no byte till then
    /NAME?silent=1 | reset=1 | garbage=1 | empty=1      no answer for ever, a reset, no HTTP, a closed connection
    /NAME?range=ignore | refuse | complete | shift | short | total | bad | type | tag   what becomes of a Range
    /NAME?inject=N[&whole=1]         a resumed body turns into an error page after N bytes; whole: of the stated length
    /NAME?etag=none | weak | changing   &lastmod=none | now: later than the answer, whenever that comes
    /NAME?chunked=1                  no length is stated
    /NAME?encoding=gzip              the body is said to be packed
    /NAME?add=N                      Content-Length is wrong by N
    /NAME?type=TEXT &disposition=TEXT   headers
    /NAME?redirect=N                 N redirects lead to it; redirect=loop: to itself; location=URL: there, &code=302

    http://HOST/NAME…                as a proxy it answers for every host, with the same files
    CONNECT HOST:PORT                as a proxy it leads through to there, counted under the path HOST:PORT

A part of a query that is no word of these is an error of the test: 599.

Whatever a client can see of an answer was counted before, and what is held back is held back until it goes on or the
connection ends: no test depends on how fast this is.
"""

import collections
import email.utils
import hashlib
import http.server
import json
import os
import resource
import select
import socket
import struct
import sys
import threading
import time
import urllib.parse

WORDS = set("status times retry_after page cut slow stall silent reset garbage empty range inject whole etag lastmod "
            "chunked encoding add type disposition redirect location code key".split())
PAGE = b"<html><body><h1>502 Bad Gateway</h1>" + b"<p>The page is not here.</p>" * 40000


class Stop(Exception):
    """The connection ends here."""


class Server:
    """One port. Nothing is looked at again and again: a hundred idle servers cost nothing."""

    def __init__(self, directory):
        self.directory = os.fsencode(directory)
        self.lock = threading.Lock()
        self.forget()
        # Readable, being at its end, when all may go on.
        self.gone, self.goes = socket.socketpair()
        self.connections = set()
        self.has_ended = False
        # What cannot be accepted at once waits here: as many as the kernel lets wait.
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=4096)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            wait(self.listener)
            # Between the two, whoever asks for connections that are open would not see this one.
            with self.lock:
                if self.has_ended:
                    return self.listener.close()
                try:
                    connection, address = self.listener.accept()
                except OSError as error:
                    connection, trouble = None, error
                else:
                    self.connections.add(connection)
            if connection is None:
                # As many descriptors as there may be: until others are closed, it stays in the queue.
                print(trouble, file=sys.stderr)
                time.sleep(0.1)
                continue
            threading.Thread(target=self.serve, args=(connection, address), daemon=True).start()

    def serve(self, connection, address):
        try:
            Handler(connection, address, self)
            connection.shutdown(socket.SHUT_WR)
        except OSError:
            pass
        finally:
            connection.close()
            with self.lock:
                self.connections.discard(connection)

    def forget(self):
        with self.lock:
            self.asked = collections.Counter()
            self.counts = {}

    def told(self):
        with self.lock:
            waiting = bool(select_now(self.listener))
            return json.dumps({"paths": self.counts, "connections": len(self.connections) + waiting})

    def go(self):
        self.goes.close()

    def end(self):
        with self.lock:
            self.has_ended = True
            # The thread that accepts sees this, and closes what it waits for.
            self.listener.shutdown(socket.SHUT_RDWR)
            for connection in self.connections:
                try:
                    connection.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 0
    # Head and body are two writes: the second would wait for the first one's acknowledgement.
    disable_nagle_algorithm = True

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
        with there:
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
        self.ask = dict(urllib.parse.parse_qsl(query, keep_blank_values=True))
        self.mine = self.note(path)
        try:
            self.answer(path)
        except (Stop, ConnectionError):
            self.close_connection = True

    def note(self, path):
        with self.server.lock:
            self.server.asked[self.path] += 1
            self.number = self.server.asked[self.path]
            mine = self.server.counts.setdefault(path, {"requests": 0, "bytes": 0, "ranges": [], "statuses": [], "agents": [],
                                                        "hosts": [], "proxied": 0})
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
            wait(self.connection)
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
            with open(os.path.join(self.server.directory, name), "rb") as file:
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
        date = email.utils.formatdate(time.time() + 3600 if self.ask.get("lastmod") == "now" else changed, usegmt=True)
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
        self.send(206, headers, rest, start)

    def send(self, status, headers, body, first=0):
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
        if self.due("stall"):
            right = max(0, int(self.ask["stall"]) - first)
            self.write(body[:right])
            body = body[right:]
            if body and wait(self.connection, self.server.gone) is self.connection:
                raise Stop
        if "slow" in self.ask:
            step = max(1, int(self.ask["slow"]) // 20)
            for start in range(0, len(body), step):
                self.write(body[start:start + step])
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
            with self.server.lock:
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
            part = view[:1 << 16]
            sent = 0
            self.count(len(part))
            try:
                sent = self.connection.send(part)
            finally:
                self.count(sent - len(part))
            view = view[sent:]

    def count(self, number):
        if number != 0 and hasattr(self, "mine"):
            with self.server.lock:
                self.mine["bytes"] += number


def wait(*sockets):
    """The first of these that can be read or is at its end, as soon as one is. Not by select(2): it knows 1,024 descriptors."""
    poll = select.poll()
    for one in sockets:
        poll.register(one, select.POLLIN)
    ready = {number for number, _ in poll.poll()}
    return next((one for one in sockets if one.fileno() in ready), sockets[0])


def select_now(one):
    """Whether a socket can be read without waiting."""
    poll = select.poll()
    poll.register(one, select.POLLIN)
    return poll.poll(0)


servers = {}


def carry_out(order):
    word, _, rest = order.partition(" ")
    if word == "open":
        opened = Server(json.loads(rest))
        servers[opened.port] = opened
        return str(opened.port)
    if word == "counts":
        return servers[int(rest)].told()
    if word == "forget":
        servers[int(rest)].forget()
        return "forgotten"
    if word == "go":
        servers[int(rest)].go()
        return "gone"
    if word == "close":
        servers.pop(int(rest)).end()
        return "closed"
    raise ValueError(f"no order: {word}")


def main():
    # A thread and a descriptor for each connection of all tests together.
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    threading.stack_size(512 << 10)
    for line in sys.stdin.buffer:
        try:
            answer = carry_out(line.decode().strip())
        except Exception as error:
            answer = f"error: {error!r}"
        sys.stdout.write(answer + "\n")
        sys.stdout.flush()
    # Whoever started us holds the other end: when it is gone, so are we, whatever threads are doing.
    os._exit(0)


main()
