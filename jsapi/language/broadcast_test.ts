import { equal, record, rejects, test, throws } from "host:test";

test("a message reaches the other channels of its name", async () => {
  const got: unknown[] = [];
  const one = new BroadcastChannel("news");
  const two = new BroadcastChannel("news");
  const three = new BroadcastChannel("news");
  const other = new BroadcastChannel("sports");
  one.onmessage = () => got.push("own");
  other.onmessage = () => got.push("other");
  const done = new Promise<void>((resolve) => {
    two.onmessage = (e: any) => { got.push(["two", e.data]); };
    three.addEventListener("message", (e: any) => { got.push(["three", e.data]); resolve(); });
  });
  const message = { at: new Date(0), list: [1, 2] };
  one.postMessage(message);
  message.list.push(3);
  record(got.length);
  await done;
  record(got);
  record([one.name, Object.prototype.toString.call(one)]);
  for (const channel of [one, two, three, other]) channel.close();
});

test("a channel that is closed", async () => {
  const one = new BroadcastChannel("x");
  const two = new BroadcastChannel("x");
  let got = 0;
  two.onmessage = () => got++;
  two.close();
  one.postMessage(1);
  await new Promise((resolve) => setTimeout(resolve, 10));
  equal(got, 0);
  throws(() => two.postMessage(1), { name: "InvalidStateError" });
  one.close();
});

test("what cannot be copied, and what is missing", () => {
  const one = new BroadcastChannel("y");
  const two = new BroadcastChannel("y");
  throws(() => one.postMessage(() => {}), { name: "DataCloneError" });
  throws(() => new (BroadcastChannel as any)(), { name: "TypeError" });
  one.close();
  two.close();
});
