"""The wall in a real browser: a server to open it from, and what makes it hard to read."""

import socket
import threading
import time

import uvicorn
from starlette.applications import Starlette

# What is drawn too small to be read from the back: text under a thirtieth of the screen's height.
SMALL = """() => [...document.querySelectorAll('body *')]
  .filter((each) => each.checkVisibility({ visibilityProperty: true }))
  .filter((each) => !each.closest('dialog, .spoken'))
  .filter((each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
  .filter((each) => parseFloat(getComputedStyle(each).fontSize) < innerHeight / 30 - 0.01)
  .map((each) => each.textContent)"""
# Cards whose words stick out of them, or that lie over each other.
BROKEN = """() => {
  const cards = [...document.querySelectorAll('.card')].filter((each) => each.offsetParent);
  const boxes = cards.map((each) => each.getBoundingClientRect());
  const wall = document.getElementById('wall').getBoundingClientRect();
  return boxes.filter((one, at) => cards[at].scrollWidth > cards[at].clientWidth + 1
    || one.bottom > wall.bottom + 2 || one.right > wall.right + 2
    || boxes.some((other, index) => index > at && one.left < other.right - 1
      && other.left < one.right - 1 && one.top < other.bottom - 1
      && other.top < one.bottom - 1)).length;
}"""
# What a page of the wall cuts off: words that end below its edge or beside it.
CUT = """() => [...document.querySelectorAll('.record-body, .overlap-body, #say, #spot, .voice')]
  .filter((each) => each.checkVisibility())
  .filter((each) => each.scrollHeight > each.clientHeight + 2
    || each.scrollWidth > each.clientWidth + 2)
  .map((each) => `${each.className} ${each.scrollHeight}>${each.clientHeight}`)"""
# Names and numbers of the map that lie on each other, and those that leave the wall.
COVERED = """() => {
  const boxes = [...document.querySelectorAll('.plot .annotation rect.bg')]
    .map((each) => each.getBoundingClientRect());
  const wall = document.querySelector('.plot').getBoundingClientRect();
  return boxes.filter((one, at) => one.top < wall.top - 2 || one.bottom > wall.bottom + 2
    || one.left < wall.left - 2 || one.right > wall.right + 2
    || boxes.some((other, index) => index > at && one.left < other.right - 1
      && other.left < one.right - 1 && one.top < other.bottom - 1
      && other.top < one.bottom - 1)).length;
}"""


class Hall:
    """A server in a thread of this process, on the test's own toolkit."""

    def __init__(self, app: Starlette) -> None:
        self._app = app
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        config = uvicorn.Config(
            self._app, port=self.port, log_level="error", timeout_graceful_shutdown=1
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.02)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join()
