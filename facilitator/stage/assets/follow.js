// Follow a workshop: a WebSocket says that something changed, then the state is read again.
// Used by the wall screen and the remote. What was shown stays when the line is down.

const SILENT = 45_000; // the server speaks every 15 s
const POLL = 5_000; // while there is no line
const LONGEST_WAIT = 10_000;

export function follow({ stateUrl, liveUrl, onState, onLine }) {
  let socket = null;
  let tries = 0;
  let heard = Date.now();
  let reading = false;
  let again = false;
  let known = -1;
  let retry = 0;

  async function read() {
    if (reading) {
      again = true;
      return;
    }
    reading = true;
    again = false;
    try {
      const sent = Date.now();
      const reply = await fetch(stateUrl, { cache: "no-store", headers: { Accept: "application/json" } });
      if (reply.ok) {
        const state = await reply.json();
        known = state.sequence;
        onState(state, sent, Date.now());
        if (isOpen()) onLine("open");
      } else {
        onLine(lineOf(reply.status));
      }
    } catch {
      onLine("down");
    } finally {
      reading = false;
      if (again) read();
    }
  }

  function isOpen() {
    return socket !== null && socket.readyState === WebSocket.OPEN;
  }

  function connect() {
    clearTimeout(retry);
    if (socket !== null) {
      socket.onclose = null;
      socket.close();
    }
    heard = Date.now();
    socket = new WebSocket(liveUrl);
    socket.onmessage = (event) => {
      heard = Date.now();
      const news = JSON.parse(event.data);
      if (news.what === "hello") tries = 0;
      // A heartbeat also tells of a message that got lost.
      if (news.what !== "alive" || news.revision > known) read();
    };
    socket.onclose = () => {
      onLine("down");
      read();
      // Full jitter: after a restart of the server not everybody comes at the same moment.
      const most = Math.min(LONGEST_WAIT, 500 * 2 ** tries);
      tries += 1;
      retry = setTimeout(connect, 200 + Math.random() * most);
    };
  }

  function wake() {
    if (document.visibilityState === "hidden") return;
    // A phone that slept may hold a line that looks open and is dead.
    if (!isOpen() || Date.now() - heard > SILENT / 2) connect();
    read();
  }

  document.addEventListener("visibilitychange", wake);
  addEventListener("pageshow", (event) => event.persisted && wake());
  addEventListener("online", wake);
  setInterval(() => {
    if (isOpen() && Date.now() - heard > SILENT) connect();
    if (!isOpen()) read();
  }, POLL);
  connect();
  read();
  return { read };
}

function lineOf(status) {
  if (status === 401 || status === 403) return "signed-out";
  return status === 404 ? "gone" : "down";
}

// Give an order to the room; it is refused when somebody else moved meanwhile.
export async function order(url, body) {
  try {
    const reply = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify(body),
    });
    return await reply.json();
  } catch {
    return { ok: false, message: "つながりません。操作は行われていません。少し待って、もう一度押してください。" };
  }
}

export function makeUrls(base, code) {
  const root = new URL(base, location.href);
  const live = new URL(`stage/${code}/live`, root);
  live.protocol = live.protocol.replace("http", "ws");
  return {
    liveUrl: live.href,
    stageUrl: new URL(`stage/${code}/state`, root).href,
    remoteUrl: new URL(`remote/${code}/state`, root).href,
    picture: (name) => new URL(`stage/${code}/${name}`, root).href,
    orderUrl: (name) => new URL(`remote/${code}/${name}`, root).href,
  };
}
