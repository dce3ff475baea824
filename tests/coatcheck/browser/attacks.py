"""Ways in which a page's own script or markup tries to reach inside, or outside past whoever lets it out.

In the code of an attack THERE, AT and PORT stand for where it is to arrive: a port of each one's own. SITE is the page's own site.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, quote_plus

METADATA = "169.254.169.254"
INSIDE = "10.0.0.5"
LOOPBACK = "127.0.0.1"
REBINDING = "rebinding.example"  # a name of the page's that is elsewhere once the page was read
FIRST_PORT = 20_000
NEVER_HEADLESS = {"preconnect", "dns-prefetch"}  # a browser without a window announces nothing
TOGETHER = 20  # attacks on one page

# Names that lead inside.
NAMES = {
    "metadata.google.internal": METADATA,
    "inside.example": INSIDE,
    "loopback.example": LOOPBACK,
}


@dataclass(frozen=True)
class Attack:
    """One way. `alone`: it takes the whole page elsewhere, so it needs one of its own.

    `secure`: only pages of a secure context can, so it is on one of http://localhost, which the request may reach.
    """

    name: str
    code: str
    host: str = LOOPBACK
    script: bool = True
    alone: bool = False
    secure: bool = False
    rebinding: bool = False


def _fetch(host: str) -> Attack:
    return Attack(f"fetch of {host}", "fetch('THERE', {mode: 'no-cors'})", host)


def _markup(name: str, code: str, host: str = LOOPBACK) -> Attack:
    return Attack(name, code, host, script=False)


def _redirect(status: int, code: str) -> Attack:
    return Attack(f"redirect {status}", code.replace("REDIRECT", f"SITE/?status={status}&to=QUOTED"))


SPELLINGS = [
    *(
        "169.254.169.254",
        "2852039166",
        "0xA9FEA9FE",
        "0251.0376.0251.0376",
        "169.254.43518",
        "[::ffff:169.254.169.254]",
    ),
    *("[::ffff:a9fe:a9fe]", "[fd00:ec2::254]", "[64:ff9b::a9fe:a9fe]", "100.100.100.200", "metadata.google.internal"),
    *(
        "localhost",
        "shop.localhost",
        "127.1",
        "127.0.0.2",
        "[::1]",
        "0.0.0.0",
        "0",
        "[::]",
        "[::ffff:7f00:1]",
        "[2002:7f00:1::]",
    ),
    *("10.0.0.5", "10.0.0.2", "192.168.0.1", "inside.example", "loopback.example"),
]

STUN = """let pc = new RTCPeerConnection({iceServers: [{urls: 'SERVER', username: 'u', credential: 'c'}], POLICY});
pc.createDataChannel('x'); pc.createOffer().then(offer => pc.setLocalDescription(offer)); keep.push(pc)"""


def _ice(name: str, server: str, host: str, policy: str = "iceTransportPolicy: 'all'") -> Attack:
    return Attack(f"WebRTC: {name}", STUN.replace("SERVER", server).replace("POLICY", policy), host)


CANDIDATE = """
let a = new RTCPeerConnection(), b = new RTCPeerConnection(); keep.push(a, b); a.createDataChannel('x');
a.createOffer().then(async offer => {
  await a.setLocalDescription(offer); await b.setRemoteDescription(offer); let answer = await b.createAnswer();
  await b.setLocalDescription(answer); await a.setRemoteDescription(answer);
  await a.addIceCandidate({candidate: 'candidate:1 1 KIND', sdpMid: '0', sdpMLineIndex: 0});
})"""


def _candidate(name: str, kind: str, host: str) -> Attack:
    return Attack(f"WebRTC: candidate by {name}", CANDIDATE.replace("KIND", kind), host)


def _served(kind: str, body: str) -> str:
    return f"SITE/?type={quote_plus(kind)}&body={quote_plus(body)}"


JAVASCRIPT = "text/javascript"
IN_WORKER = "fetch('THERE', {mode: 'no-cors'})"
FRAME = "document.body.append(Object.assign(document.createElement('iframe'), {%s}))"

ATTACKS = [
    *map(_fetch, SPELLINGS),
    # What a page loads
    Attack("XMLHttpRequest", "let x = new XMLHttpRequest(); x.open('POST', 'THERE'); x.send('x')", INSIDE),
    Attack("fetch with a body and headers", "fetch('THERE', {method: 'PUT', headers: {'Metadata-Flavor': 'Google'}, body: 'x'})", METADATA),
    Attack("fetch by https", "fetch('https://AT/', {mode: 'no-cors'})", METADATA),
    _markup("image", "<img src='THERE'>"),
    _markup("image of a list", "<img srcset='THERE 1x, THERE?2 2x'>", INSIDE),
    _markup("frame", "<iframe src='THERE'></iframe>", METADATA),
    _markup("frame of the metadata's name", "<iframe src='THERE'></iframe>", "metadata.google.internal"),
    _markup("object", "<object data='THERE'></object>"),
    _markup("embed", "<embed src='THERE'>"),
    _markup("script", "<script src='THERE'></script>", METADATA),
    _markup("module", "<script type=module>import 'THERE'</script>"),
    Attack("import()", "import('THERE')", INSIDE),
    _markup("video", "<video src='THERE' autoplay muted></video>"),
    _markup("audio", "<audio src='THERE' autoplay></audio>"),
    _markup("poster", "<video poster='THERE'></video>"),
    _markup("picture in SVG", "<svg><image href='THERE' width=9 height=9 /></svg>"),
    _markup("style sheet", "<link rel=stylesheet href='THERE'>", METADATA),
    _markup("@import", "<style>@import 'THERE';</style>"),
    _markup("url()", "<div style=\"background: url('THERE'); width: 9px; height: 9px\">.</div>"),
    _markup("font", "<style>@font-face {font-family: F_PORT; src: url('THERE')}</style><p style='font-family: F_PORT'>x</p>"),
    _markup("image input", "<input type=image src='THERE'>"),
    # What a page announces
    _markup("prefetch", "<link rel=prefetch href='THERE'>"),
    _markup("preconnect", "<link rel=preconnect href='THERE'>", INSIDE),
    _markup("preload", "<link rel=preload as=script href='THERE'>"),
    _markup("modulepreload", "<link rel=modulepreload href='THERE'>"),
    _markup("dns-prefetch", "<link rel=dns-prefetch href='//prefetched-PORT.example'>"),
    Attack("speculation rules", '<script type=speculationrules>{"prefetch": [{"source": "list", "urls": ["THERE"], "eagerness": "immediate"}]}</script>', script=False, secure=True),
    Attack("prerendering", '<script type=speculationrules>{"prerender": [{"source": "list", "urls": ["SITE/?to=QUOTED"], "eagerness": "immediate"}]}</script>', script=False, secure=True),
    # What stays open
    Attack("WebSocket", "keep.push(new WebSocket('ws://AT/'))", METADATA),
    Attack("WebSocket by TLS", "keep.push(new WebSocket('wss://AT/'))"),
    Attack("WebSocket by name", "keep.push(new WebSocket('ws://AT/'))", "inside.example"),
    Attack("EventSource", "keep.push(new EventSource('THERE'))"),
    Attack("sendBeacon", "navigator.sendBeacon('THERE', 'x')", METADATA),
    Attack("keepalive", "fetch('THERE', {mode: 'no-cors', keepalive: true, method: 'POST', body: 'x'})"),
    Attack("beacon while the page goes", "addEventListener('pagehide', () => navigator.sendBeacon('THERE', 'x'))", alone=True),
    # WebRTC
    _ice("STUN inside", "stun:AT", INSIDE),
    _ice("STUN at metadata", "stun:AT", METADATA),
    _ice("STUN outside, past the proxy", "stun:AT", "23.192.0.99"),
    _ice("STUN by name", "stun:AT", "inside.example"),
    _ice("TURN by UDP", "turn:AT?transport=udp", INSIDE),
    _ice("TURN by TCP", "turn:AT?transport=tcp", INSIDE),
    _ice("TURN by TLS", "turns:AT?transport=tcp", INSIDE),
    _ice("TURN alone", "turn:AT?transport=udp", LOOPBACK, "iceTransportPolicy: 'relay'"),
    _candidate("UDP", "udp 2122260223 HOST PORT typ host", INSIDE),
    _candidate("UDP outside", "udp 2122260223 HOST PORT typ host", "23.192.0.99"),
    _candidate("TCP", "tcp 1518280447 HOST PORT typ host tcptype passive", INSIDE),
    # Contexts of their own
    Attack("worker", f"keep.push(new Worker({_served(JAVASCRIPT, IN_WORKER)!r}))"),
    Attack("worker that opens a socket", f"keep.push(new Worker({_served(JAVASCRIPT, 'new WebSocket(`ws://AT/`)')!r}))", INSIDE),
    Attack("shared worker", f"keep.push(new SharedWorker({_served(JAVASCRIPT, IN_WORKER)!r}))", METADATA),
    Attack("worker of a blob", f'keep.push(new Worker(URL.createObjectURL(new Blob(["{IN_WORKER}"]))))'),
    Attack("importScripts", f"keep.push(new Worker({_served(JAVASCRIPT, 'importScripts(`THERE`)')!r}))"),
    Attack("frame of a srcdoc", FRAME % "srcdoc: `<script>fetch('THERE', {mode: 'no-cors'})<\\/script>`"),
    Attack("frame of data:", FRAME % "src: `data:text/html,<script>fetch('THERE', {mode: 'no-cors'})<\\/script>`", INSIDE),
    Attack("frame of a blob", FRAME % 'src: URL.createObjectURL(new Blob([`<img src="THERE">`], {type: "text/html"}))'),
    Attack("sandboxed frame", FRAME % "sandbox: 'allow-scripts', srcdoc: `<script>fetch('THERE', {mode: 'no-cors'})<\\/script>`"),
    Attack("service worker", f"navigator.serviceWorker.register({_served(JAVASCRIPT, IN_WORKER)!r})", secure=True),
    Attack("WebTransport", "keep.push(new WebTransport('https://AT/'))", METADATA, secure=True),
    Attack("fetch of another port of the host that is let through", "fetch('THERE', {mode: 'no-cors'})", "localhost", secure=True),
    Attack("fetch of metadata by a host that is let through", "fetch('THERE', {mode: 'no-cors'})", METADATA, secure=True),
    # Redirects
    _redirect(301, "fetch('REDIRECT', {mode: 'no-cors'})"),
    _redirect(302, FRAME % "src: 'REDIRECT'"),
    _redirect(303, "fetch('REDIRECT', {mode: 'no-cors', method: 'POST', body: 'x'})"),
    _redirect(307, "fetch('REDIRECT', {mode: 'no-cors', method: 'POST', body: 'x'})"),
    _redirect(308, "keep.push(new EventSource('REDIRECT'))"),
    Attack("redirect of a module", "import('SITE/?to=QUOTED')", METADATA),
    _markup("refresh of a frame", f"<iframe src='{_served('text/html', '<meta http-equiv=refresh content=0;url=THERE>')}'></iframe>"),
    Attack("location of a frame", FRAME % "srcdoc: `<script>location = 'THERE'<\\/script>`", METADATA),
    Attack("DNS rebinding", "setTimeout(() => fetch('THERE', {mode: 'no-cors'}), 300)", REBINDING, rebinding=True),
    Attack("DNS rebinding of a socket", "setTimeout(() => keep.push(new WebSocket('ws://AT/')), 300)", REBINDING, rebinding=True),
    # Where a page goes
    Attack("form", "let f = document.createElement('form'); f.method = 'POST'; f.action = 'THERE'; document.body.append(f); f.submit()", METADATA, alone=True),
    Attack("location", "location = 'THERE'", METADATA, alone=True),
    Attack("redirect of the page", "location = 'SITE/?to=QUOTED'", INSIDE, alone=True),
    Attack("window.open", "open('THERE')", alone=True),
    Attack("link of a new window", "let l = document.createElement('a'); l.href = 'THERE'; l.target = '_blank'; l.click()", alone=True),
    Attack("ping", "let l = document.createElement('a'); l.href = '#x'; l.ping = 'THERE'; document.body.append(l); l.click()", alone=True),
    Attack("download", "let l = document.createElement('a'); l.href = 'THERE'; l.download = 'x'; document.body.append(l); l.click()", alone=True),
    Attack("refresh of the page", "document.head.innerHTML += `<meta http-equiv=refresh content='0;url=THERE'>`", INSIDE, alone=True),
]  # fmt: skip


@dataclass(frozen=True)
class Page:
    """Attacks that are made from one page, and where it is."""

    url: str
    markup: str
    attacks: tuple[Attack, ...]


def port(attack: Attack) -> int:
    """Where an attack is to arrive."""
    return FIRST_PORT + ATTACKS.index(attack)


def pages(shop: str) -> Iterator[Page]:
    """Put all attacks on pages of this site: many together, or alone."""
    kinds = {
        f"http://{shop}": [each for each in ATTACKS if not (each.alone or each.secure or each.rebinding)],
        "http://localhost:8080": [each for each in ATTACKS if each.secure],
        f"http://{REBINDING}": [each for each in ATTACKS if each.rebinding],
    }
    groups = [(site, each[n : n + TOGETHER]) for site, each in kinds.items() for n in range(0, len(each), TOGETHER)]
    groups += [(f"http://{shop}", [each]) for each in ATTACKS if each.alone]
    for number, (site, attacks) in enumerate(groups):
        body = "\n".join(_placed(each, site) for each in attacks)
        yield Page(f"{site}/page/{number}", HEAD + body + FOOT, tuple(attacks))


HEAD = "<!doctype html><title>Coat</title><body><h1>Coat</h1><script>keep = []</script>\n"
FOOT = """
<script>setTimeout(() => document.body.insertAdjacentHTML('beforeend', '<p id=told>Told</p>'), 700)</script>"""


def _placed(attack: Attack, site: str) -> str:
    at = f"{attack.host}:{port(attack)}"
    code = f"<script>(() => {{ {attack.code} }})()</script>" if attack.script else attack.code
    url = f"http://{at}/"
    # In what is served by a query, the addresses are quoted once more with it
    for word, text in (
        ("QUOTED", quote(url, "")),
        ("SITE", site),
        ("THERE", url),
        ("AT", at),
        ("HOST", attack.host),
        ("PORT", str(port(attack))),
    ):
        code = code.replace(word, text)
    return code.replace("\0", "THERE")
