import { ok, outcomeName, record, server, test } from "host:test";

const needs = () => (globalThis as any).WebSocket;
const url = server.replace("http", "ws") + "/ws/echo";

function opened(socket: WebSocket): Promise<void> {
  return new Promise((done, no) => {
    socket.addEventListener("open", () => done());
    socket.addEventListener("error", () => no(new Error("error event")));
  });
}
const next = (socket: WebSocket) => new Promise<any>((done) => socket.addEventListener("message", (e) => done(e.data), { once: true }));
const closed = (socket: WebSocket) => new Promise<any>((done) => socket.addEventListener("close", (e) => done([e.code, e.reason, e.wasClean])));

test("messages go and come", { needs }, async () => {
  const socket = new WebSocket(url, ["a", "b"]);
  record([socket.readyState, socket.url === url, socket.protocol]);
  await opened(socket);
  record([socket.readyState, socket.protocol, WebSocket.OPEN, socket.CLOSED]);
  let answer = next(socket);
  socket.send("héllo");
  record(await answer);
  socket.binaryType = "arraybuffer";
  answer = next(socket);
  socket.send(new Uint8Array([1, 2, 3]));
  record(new Uint8Array(await answer));
  answer = next(socket);
  socket.send(new Uint8Array([9, 8]).buffer);
  record(new Uint8Array(await answer));
  const many: string[] = [];
  const all = new Promise<void>((done) => socket.addEventListener("message", (e) => { many.push(e.data); if (many.length === 20) done(); }));
  for (let i = 0; i < 20; i++) socket.send(`n${i}`);
  await all;
  record(many);
  const end = closed(socket);
  socket.close(1000, "done");
  record(socket.readyState);
  record(await end);
  record(socket.readyState);
});

test("the server closes", { needs }, async () => {
  const socket = new WebSocket(url);
  let viaProperty: unknown;
  socket.onclose = (e) => { viaProperty = e.code; };
  await opened(socket);
  const end = closed(socket);
  socket.send("close me");
  record(await end);
  record(viaProperty);
});

test("a connection that is lost", { needs }, async () => {
  const socket = new WebSocket(url);
  await opened(socket);
  const end = closed(socket);
  socket.send("drop me");
  const [code, , clean] = await end;
  record([code, clean]);
});

test("a connection that cannot be made", { needs }, async () => {
  const socket = new WebSocket(server.replace("http", "ws") + "/hello");
  const seen: string[] = [];
  socket.onerror = () => seen.push("error");
  const end = closed(socket);
  const [code, , clean] = await end;
  record([seen, clean, socket.readyState]);
  ok(code === 1006 || code === 1002, String(code));
});

test("mistakes", { needs }, () => {
  outcomeName(() => new WebSocket("nope"));
  outcomeName(() => new WebSocket("ws://h/", ["a", "a"]));
  const socket = new WebSocket(url);
  outcomeName(() => socket.send("too early"));
  outcomeName(() => socket.close(5));
  socket.close();
});
