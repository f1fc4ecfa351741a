import { record, test } from "host:test";

test("messages cross a channel as copies, in order", async () => {
  const { port1, port2 } = new MessageChannel();
  const got: unknown[] = [];
  const all = new Promise<void>((done) => {
    port2.onmessage = (e: any) => {
      got.push(e.data);
      if (got.length === 3) done();
    };
  });
  const sent = { list: [1, new Date(5)] };
  port1.postMessage(sent);
  port1.postMessage("two");
  sent.list.push(3);
  port1.postMessage(new Map([["three", 3]]));
  await all;
  record(got);
  port1.close();
  port2.close();
});

test("a message is a task, not a microtask", async () => {
  const { port1, port2 } = new MessageChannel();
  const order: string[] = [];
  const done = new Promise<void>((resolve) => {
    port2.onmessage = () => { order.push("message"); resolve(); };
  });
  port1.postMessage(1);
  queueMicrotask(() => order.push("microtask"));
  await done;
  record(order);
  port1.close();
});
