"""The addresses of embedded maps, and of oEmbed, by which other systems find their code."""

from flask import Flask, Response

from dashboard.address.embed import EMBED, read
from dashboard.data import Data
from dashboard.embed import oembed, page
from dashboard.texts import texts_in
from dashboard.web import incoming, jobs
from dashboard.web.pools import DRAWINGS

#: How long a browser may show the same map again.
KEPT = "public, max-age=600"


def register(server: Flask, data: Data) -> None:
    """Add the embedded map and oEmbed to the server."""

    @server.get(EMBED)
    def embedded_map() -> Response:
        embed = read(incoming.query(), data)
        texts = texts_in(embed.view.language)
        body = jobs.drawn(texts, DRAWINGS, lambda: page.render(data, embed), is_page=True)
        if isinstance(body, Response):
            return body
        return Response(body, mimetype="text/html", headers={"Cache-Control": KEPT})

    server.add_url_rule("/oembed", "oembed", lambda: oembed.answer(data))
