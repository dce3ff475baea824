"""Waitress behind nothing: idle connections, slow headers, slow bodies, huge bodies, many pipelined. Is /livez answered meanwhile?"""

import os, sys, time, socket, subprocess, threading, requests

sys.path[:0] = [__import__("os").getcwd(), __import__("os").path.dirname(__import__("os").path.abspath(__file__))]
from console.serving import free_port
import tempfile

d = tempfile.mkdtemp()
port = free_port()
env = {**os.environ, "PYTHONPATH": os.getcwd(), "COATCHECK_STORE": f"sqlite:///{d}/s.db", "COATCHECK_PORT": str(port)}
p = subprocess.Popen(
    [sys.executable, "-c", "from console.cli import main; main()", "up"],
    cwd=os.getcwd(),
    env=env,
    stdout=open(d + "/log", "wb"),
    stderr=subprocess.STDOUT,
)
base = f"http://127.0.0.1:{port}"
for _ in range(100):
    try:
        requests.get(base + "/livez", timeout=1)
        break
    except Exception:
        time.sleep(0.1)


def ping(n=3):
    r = []
    for _ in range(n):
        a = time.time()
        try:
            c = requests.get(base + "/livez", timeout=6).status_code
        except Exception as e:
            c = type(e).__name__
        r.append((c, round(time.time() - a, 2)))
    return r


def rss():
    return int([l for l in open(f"/proc/{p.pid}/status") if l.startswith("VmRSS")][0].split()[1]) // 1024


def conns(n, data):
    out = []
    for _ in range(n):
        try:
            s = socket.create_connection(("127.0.0.1", port), 2)
            data and s.sendall(data)
            out.append(s)
        except OSError:
            break
    return out


print("baseline", ping(), rss(), "MB")
for n in (90, 110, 300):
    for name, data in (("idle", b""), ("half a header", b"GET / HTTP/1.1\r\nHost: x\r\nX-A: b")):
        c = conns(n, data)
        time.sleep(1)
        print(f"{n} connections, {name}: got {len(c)}; livez:", ping(), "rss", rss(), flush=True)
        for s in c:
            s.close()
        time.sleep(1)
# how long until a slow one is thrown out
c = conns(120, b"GET / HTTP/1.1\r\nHost: x\r\n")
t = time.time()
while time.time() - t < 60:
    for s in c:
        try:
            s.sendall(b"X-a: b\r\n")
        except OSError:
            pass
    time.sleep(5)
print(
    "120 connections sending one header line each 5 s, after 60 s: livez",
    ping(1),
    "still open",
    sum(1 for s in c if s.fileno() > 0),
    flush=True,
)
for s in c:
    s.close()
time.sleep(2)
print("after closing", ping())
# slow body to a POST
c = conns(
    40,
    b"POST /sms/inbound HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000\r\n\r\nFrom=",
)
time.sleep(1)
print("40 slow bodies: livez", ping(2))
[s.close() for s in c]


# huge declared body, streamed
def big(path, total, chunked=False):
    s = socket.create_connection(("127.0.0.1", port))
    s.settimeout(20)
    s.sendall(
        (
            f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + ("Transfer-Encoding: chunked" if chunked else f"Content-Length: {total}")
            + "\r\n\r\n"
        ).encode()
    )
    sent = 0
    ch = b"a" * 65536
    try:
        while sent < total:
            s.sendall((b"%x\r\n" % len(ch) + ch + b"\r\n") if chunked else ch)
            sent += len(ch)
        if chunked:
            s.sendall(b"0\r\n\r\n")
    except OSError as e:
        err = type(e).__name__
    else:
        err = ""
    try:
        r = s.recv(200).split(b"\r\n")[0]
    except OSError as e:
        r = type(e).__name__
    s.close()
    return sent // 1000000, err, r


before = rss()
import shutil

for path in ("/sms/inbound", "/hooks/x", "/nothing"):
    print(
        "500 MB body to",
        path,
        big(path, 500_000_000),
        "rss",
        before,
        "->",
        rss(),
        "tmp files",
        [
            os.readlink(f"/proc/{p.pid}/fd/{f}")
            for f in os.listdir(f"/proc/{p.pid}/fd")
            if "deleted" in os.readlink(f"/proc/{p.pid}/fd/{f}")
        ][:3],
        flush=True,
    )
print("chunked 300 MB", big("/hooks/x", 300_000_000, True), "rss", rss())
print("1.2 GB declared", big("/hooks/x", 1_200_000_000))
# many parallel large bodies: disk fill by waitress' temp files
hold = []


def part():
    s = socket.create_connection(("127.0.0.1", port))
    s.sendall(b"POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n")
    for _ in range(800):
        s.sendall(b"a" * 65536)
    hold.append(s)


ts = [threading.Thread(target=part) for _ in range(5)]
[t.start() for t in ts]
[t.join(20) for t in ts]
sz = 0
for f in os.listdir(f"/proc/{p.pid}/fd"):
    try:
        if "deleted" in os.readlink(f"/proc/{p.pid}/fd/{f}"):
            sz += os.stat(f"/proc/{p.pid}/fd/{f}").st_size
    except OSError:
        pass
print(
    "5 open uploads to a page that takes none: bytes waiting in temp files of the process:",
    sz // 1000000,
    "MB; rss",
    rss(),
)
[s.close() for s in hold]


# raw oddities
def raw(b):
    s = socket.create_connection(("127.0.0.1", port))
    s.settimeout(3)
    s.sendall(b)
    try:
        r = s.recv(300)
    except OSError as e:
        r = type(e).__name__.encode()
    s.close()
    return r.split(b"\r\n")[0]


for n, b in {
    "header 300 KB": b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 300000 + b"\r\n\r\n",
    "5000 headers": b"GET / HTTP/1.1\r\nHost: x\r\n" + b"".join(b"X%d: a\r\n" % i for i in range(5000)) + b"\r\n",
    "CL+TE smuggle": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /admin HTTP/1.1\r\n\r\n",
    "two CL": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde",
    "bare LF": b"GET / HTTP/1.1\nHost: x\n\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "abs uri": b"GET http://evil/ HTTP/1.1\r\nHost: x\r\n\r\n",
    "bad method": b"FOO / HTTP/1.1\r\nHost: x\r\n\r\n",
    "NUL path": b"GET /\x00 HTTP/1.1\r\nHost: x\r\n\r\n",
    "traversal": b"GET /static/../../console/cli.py HTTP/1.1\r\nHost: x\r\n\r\n",
    "traversal enc": b"GET /static/%2e%2e/%2e%2e/console/cli.py HTTP/1.1\r\nHost: x\r\n\r\n",
    "url 200 KB": b"GET /" + b"a" * 200000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    "cookie 60 KB": b"GET /admin/ HTTP/1.1\r\nHost: x\r\nCookie: coatcheck=" + b"a" * 60000 + b"\r\n\r\n",
    "bad utf8 path": b"GET /p/\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n",
    "etag bomb": b"GET / HTTP/1.1\r\nHost: x\r\nIf-None-Match: " + b'W/"a",' * 20000 + b"\r\n\r\n",
    "range": b"GET /static/style.css HTTP/1.1\r\nHost: x\r\nRange: bytes=" + b"0-1," * 5000 + b"\r\n\r\n",
    "accept-encoding bomb": b"GET / HTTP/1.1\r\nHost: x\r\nAccept-Encoding: " + b"gzip;q=0.1," * 15000 + b"\r\n\r\n",
}.items():
    a = time.time()
    print("raw", n, raw(b), round(time.time() - a, 2))
print("end", ping())
p.terminate()
print("exit", p.wait(20))
print(open(d + "/log").read()[-600:])
