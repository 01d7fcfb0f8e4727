#!/bin/bash
# A real web server for tests and benchmarks: nginx on loopback, on free ports, with a certificate of an authority of its own.
#
#   scripts/web-server.sh DIRECTORY FILES [WORKERS]
#
# Serves the tree FILES until its standard input ends, and keeps everything of its own in DIRECTORY: ca.pem, access.log,
# error.log. Prints `http PORT` and `https PORT` (HTTP/2 and 1.1) once it listens.
set -euo pipefail

directory=$(realpath -- "$1")
files=$(realpath -- "$2")
workers=${3:-1}
cd -- "$directory"

certificates() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj '/CN=sluice tests' \
    -addext basicConstraints=critical,CA:TRUE -keyout ca.key -out ca.pem
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj '/CN=localhost' -keyout server.key -out server.csr
  openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -out server.pem \
    -extfile <(echo 'subjectAltName=DNS:localhost,IP:127.0.0.1')
} 2>openssl.log

free_ports() {
  python3 -c 'import socket
held = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
print(*(one.getsockname()[1] for one in held))'
}

configuration() {
  # Workers of root's server read what root made; for anybody else nginx ignores the line and says so.
  ((EUID != 0)) || echo 'user root;'
  cat <<END
daemon off;
worker_processes $workers;
pid $directory/nginx.pid;
error_log $directory/error.log;
events { worker_connections 4096; }
http {
  access_log $directory/access.log;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000;
  default_type application/octet-stream;
  types { application/pdf pdf; text/html html; }
  client_body_temp_path $directory/body;
  proxy_temp_path $directory/proxy;
  fastcgi_temp_path $directory/fastcgi;
  uwsgi_temp_path $directory/uwsgi;
  scgi_temp_path $directory/scgi;
  server {
    listen 127.0.0.1:$1;
    listen 127.0.0.1:$2 ssl http2;
    ssl_certificate $directory/server.pem;
    ssl_certificate_key $directory/server.key;
    root $files;
  }
}
END
}

certificates
# Between asking for free ports and listening another program may take them: then others are tried.
for _ in {1..10}; do
  read -r http https < <(free_ports)
  configuration "$http" "$https" >nginx.conf
  rm -f nginx.pid
  # Not our standard input: the server must not keep what says that it may go.
  /usr/sbin/nginx -p "$directory" -c nginx.conf -e "$directory/error.log" </dev/null >/dev/null 2>&1 &
  server=$!
  trap 'kill "$server" 2>/dev/null; wait "$server"' EXIT
  # Ten minutes, as tests have patience: a machine may be busy. A server that cannot have its ports ends at once.
  for _ in {1..12000}; do
    kill -0 "$server" 2>/dev/null || break
    # Written once its ports are its own; a connection alone could be to another test's server.
    if [[ -s nginx.pid ]]; then
      printf 'http %s\nhttps %s\n' "$http" "$https"
      # Whoever started us holds the other end: when it is gone, so are we.
      cat >/dev/null
      exit
    fi
    sleep 0.05
  done
  # One that hangs must not keep the ports of the next.
  kill "$server" 2>/dev/null || :
done
cat error.log >&2
exit 1
