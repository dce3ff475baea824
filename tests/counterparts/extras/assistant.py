"""An assistant: the official client, which starts `coatcheck mcp` and uses each tool. Run where `mcp` is installed; prints what it got as JSON.

Arguments: the shop's page, the address to sign up, the file in which the code stands (`-` for one that may change nothing), and
where the server answers by HTTP its address, with the key in ASSISTANT_KEY.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

import anyio
import httpx2
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

SERVER = ["-c", "from console.cli import main; main()", "mcp"]


async def use(client: Client, name: str, **words: Any) -> Any:
    answer = await client.call_tool(name, words)
    return answer.content[0].text if answer.is_error else answer.structured_content


def connected(url: str, changes: bool) -> Any:
    if url:
        key = {"Authorization": f"Bearer {os.environ['ASSISTANT_KEY']}"}
        return streamable_http_client(url, http_client=httpx2.AsyncClient(headers=key))
    words = [*SERVER, "--allow-changes"] if changes else SERVER
    return StdioServerParameters(command=sys.executable, args=words, env=dict(os.environ))


async def main(page: str, address: str, codes: str, url: str = "") -> None:
    changes = codes != "-"
    async with Client(connected(url, changes)) as client:
        tools = (await client.list_tools()).tools
        got: dict[str, Any] = {"tools": {tool.name: tool.annotations.read_only_hint for tool in tools}}
        got["look"] = await use(client, "look", url=page)
        got["inside"] = await use(client, "look", url="http://169.254.169.254/latest")
        got["lost"] = await use(client, "history", watch="no-such-watch")
        if changes:
            got["added"] = await use(client, "add_watch", url=page, title="Jacket", tags=["coats"])
            got["again"] = await use(client, "add_watch", url=page)
            got["asked"] = await use(client, "sign_up", watch="jacket", by="email", address=address)
            got["sent"] = await use(client, "sign_up", watch="jacket", by="email", address=address, agreed=True)
            assert isinstance(got["sent"], dict), got["sent"]
            token = got["sent"]["sign_up"]
            got["guessed"] = await use(client, "enter_code", sign_up=token, code="000000")
            while not Path(codes).exists():
                await anyio.sleep(0.05)
            got["joined"] = await use(client, "enter_code", sign_up=token, code=Path(codes).read_text())
        else:
            got["added"] = await use(client, "add_watch", url=page)
        got["list"] = await use(client, "list_watches", words="jack")
        got["why"] = await use(client, "why", address=address)
        got["history"] = await use(client, "history", watch="jacket")
    print(json.dumps(got))


anyio.run(main, *sys.argv[1:])
