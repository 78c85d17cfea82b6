"""The site served with an ear: each page tells what went wrong in it, whatever browser reads it."""

import io
from pathlib import Path

from served import Handler

# before the page's policy, which holds for what comes after it
EAR = """<script>{
  const tell = text => sessionStorage.setItem("complaints", (sessionStorage.getItem("complaints") ?? "") + text + "\\n")
  let isLeft = false // WebKit tells of what it was still fetching as a page is left
  addEventListener("beforeunload", () => { isLeft = true })
  addEventListener("error", ({ target, message }) => {
    if (isLeft && !message) return
    if (message?.startsWith("ResizeObserver loop")) return // a notice: what is left is delivered in the next frame
    if (target.matches?.("link[rel~=next], link[rel~=prefetch]")) return // given up where a reader moves on
    tell(message ?? `${target.localName} did not come: ${target.src ?? target.href?.baseVal ?? target.href}`)
  }, true)
  addEventListener("unhandledrejection", ({ reason }) => tell(`rejected: ${reason}`))
  addEventListener("securitypolicyviolation", it => tell(`the policy's ${it.violatedDirective} blocks ${it.blockedURI}`))
  const { error } = console
  console.error = (...all) => { tell(all.join(" ")); error(...all) }
}</script>"""
COMPLAINTS = """(() => {
  const complaints = sessionStorage.getItem("complaints")
  sessionStorage.removeItem("complaints")
  return (complaints ?? "").split("\\n").filter(Boolean)
})()"""


class Watched(Handler):
    """Also notes what it was asked for and does not have."""

    missed: list[str] = []  # noqa: RUF012, of all that are served in this process

    def send_head(self):
        path = Path(self.translate_path(self.path))
        if self.path.split("?")[0].endswith("/"):
            path /= "index.html"
        if path.suffix != ".html" or not path.is_file():
            return super().send_head()
        body = path.read_bytes().replace(b"<head>", b"<head>" + EAR.encode(), 1)
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)

    def send_error(self, code, message=None, explain=None):
        if not self.path.endswith("/favicon.ico"):
            self.missed.append(f"{code} {self.path}")
        super().send_error(code, message, explain)
