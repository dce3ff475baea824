"""A fast threaded Shopify-like shop on loopback for soak and kill tests. GET /products/<h>.js ; POST /set/<h>/<size>/<0|1>"""

import json, sys, threading, time, zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SIZES = ("S", "M", "L", "XL")


class FastShop:
    def __init__(self, handles, port=0):
        self.stock = {h: dict.fromkeys(SIZES, False) for h in handles}
        self.looks = dict.fromkeys(handles, 0)
        self.journal = {
            h: {s: [] for s in SIZES} for h in handles
        }  # (time, whether it can be had) of each answer that said something new
        shop = self

        class H(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *a):
                pass

            def do_GET(self):
                h = self.path.split("/")[-1].split("?")[0].removesuffix(".js")
                if h not in shop.stock:
                    return self._out(404, b"{}")
                shop.looks[h] += 1
                at = time.time()
                for s, a in shop.stock[h].items():
                    said = shop.journal[h][s]
                    if not said or said[-1][1] != a:
                        said.append((at, a))
                n = 10**12 + zlib.crc32(h.encode())
                vs = [
                    dict(
                        id=n * 100 + i,
                        title=s,
                        option1=s,
                        option2=None,
                        option3=None,
                        sku=f"{h}-{s}",
                        available=a,
                        price=12000,
                    )
                    for i, (s, a) in enumerate(shop.stock[h].items(), 1)
                ]
                self._out(
                    200,
                    json.dumps(
                        dict(
                            id=n,
                            title=h.replace("-", " ").capitalize(),
                            handle=h,
                            description="x" * 3000,
                            options=[{"name": "Size", "position": 1, "values": SIZES}],
                            variants=vs,
                        )
                    ).encode(),
                )

            def _out(self, c, b):
                self.send_response(c)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(b)))
                self.end_headers()
                self.wfile.write(b)

        class S(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 512

        self.srv = S(("127.0.0.1", port), H)
        self.port = self.srv.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self.srv.serve_forever, daemon=True).start()

    def put(self, size, v, h):
        self.stock[h][size] = v

    def page(self, h):
        return f"{self.url}/products/{h}"

    def close(self):
        self.srv.shutdown()
