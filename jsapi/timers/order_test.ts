// The order of JavaScript's queues. What is run is a tree: each node notes its
// name when it runs, then queues its children. A model of the queues says what
// order is right; Node and Bun are asked as well.
import { AsyncLocalStorage } from "node:async_hooks";
import { stat } from "node:fs";
import { equal, record, test } from "host:test";

const kinds = {
  tick: (run: () => void) => process.nextTick(run),
  micro: (run: () => void) => queueMicrotask(run),
  then: (run: () => void) => void Promise.resolve().then(run),
  await: (run: () => void) => void (async () => { await null; run(); })(),
  thenable: (run: () => void) => void (async () => { await { then(done: (v: null) => void) { done(null); } }; run(); })(),
  adopt: (run: () => void) => void new Promise((done) => done(Promise.resolve())).then(run),
  immediate: (run: () => void) => void setImmediate(run),
  timeout: (run: () => void) => void setTimeout(run, 1),
};
type Kind = keyof typeof kinds;

/** How many microtasks it takes until a node of the kind runs. */
const hops: Partial<Record<Kind, number>> = { micro: 1, then: 1, await: 1, thenable: 2, adopt: 3 };

interface Node { kind: Kind; name: string; store: boolean; children: Node[] }

const node = (kind: Kind) => (name: string, ...children: Node[]): Node => ({ kind, name, store: false, children });
const tick = node("tick"), micro = node("micro"), then = node("then"), awaits = node("await"), thenable = node("thenable"),
  adopt = node("adopt"), immediate = node("immediate"), timeout = node("timeout");
/** Queues the children of a node within a store of the node's name. */
const storing = (n: Node): Node => ({ ...n, store: true });

const storage = new AsyncLocalStorage<string>();

/** Where a program begins: what calls the function that queues its nodes. */
const roots = {
  timer: (run: () => void) => void setTimeout(run, 1),
  immediate: (run: () => void) => void setImmediate(run),
  microtask: (run: () => void) => queueMicrotask(run),
  io: (run: () => void) => stat("/", run),
};
type Root = keyof typeof roots;

/** Runs a program and gives the names in the order in which its nodes ran. */
function play(root: Root, program: Node[]): Promise<string> {
  return new Promise((done) => {
    const trace: string[] = [];
    let pending = 0;
    const queue = (nodes: Node[]) => {
      for (const n of nodes) {
        pending++;
        kinds[n.kind](() => {
          trace.push(storage.getStore() === undefined ? n.name : `${n.name}(${storage.getStore()})`);
          if (n.store) storage.run(n.name, queue, n.children);
          else queue(n.children);
          if (--pending === 0) done(trace.join(" "));
        });
      }
    };
    roots[root](() => queue(program));
  });
}

/** The order in which Node runs a program. */
function model(root: Root, program: Node[]): string {
  const trace: string[] = [];
  const ticks: (() => void)[] = [], micros: (() => void)[] = [];
  let immediates: (() => void)[] = [], timeouts: (() => void)[] = [];
  const queue = (nodes: Node[], store?: string) => {
    for (const n of nodes) {
      const run = () => {
        trace.push(store === undefined ? n.name : `${n.name}(${store})`);
        queue(n.children, n.store ? n.name : store);
      };
      if (n.kind === "tick") ticks.push(run);
      else if (n.kind === "immediate") immediates.push(run);
      else if (n.kind === "timeout") timeouts.push(run);
      else hop(hops[n.kind]!, run);
    }
  };
  const hop = (n: number, run: () => void) => micros.push(n === 1 ? run : () => hop(n - 1, run));
  const drain = () => {
    while (ticks.length + micros.length > 0) {
      for (let f; (f = ticks.shift()); ) f();
      for (let f; (f = micros.shift()); ) f();
    }
  };
  const turn = (f: () => void) => {
    f();
    drain();
  };
  if (root === "microtask") micros.push(() => queue(program));
  else queue(program);
  drain();
  while (immediates.length + timeouts.length > 0) {
    const [now, due] = [immediates, timeouts];
    immediates = [];
    now.forEach(turn);
    timeouts = [];
    due.forEach(turn);
  }
  return trace.join(" ");
}

async function check(root: Root, ...program: Node[]): Promise<void> {
  const got = await play(root, program);
  equal(got, model(root, program), root);
  record(got);
}

const anywhere: Root[] = ["timer", "immediate", "io", "microtask"];

async function everywhere(...program: Node[]): Promise<void> {
  for (const root of anywhere) await check(root, ...program);
}

test("ticks come before microtasks, whatever was queued first", async () => {
  await everywhere(micro("m"), tick("t"));
  await everywhere(then("p"), micro("m"), tick("t1"), awaits("a"), tick("t2"));
  await everywhere(tick("t1"), tick("t2"), tick("t3"));
  await everywhere(micro("m1"), then("p"), micro("m2"), awaits("a"), then("q"));
});

test("a tick of a tick comes before microtasks", async () => {
  await everywhere(tick("t", tick("tt", tick("ttt"))), micro("m"));
  await everywhere(tick("a", tick("a1"), micro("a2")), tick("b", micro("b1"), tick("b2")), micro("m"));
});

test("a tick of a microtask waits for all microtasks", async () => {
  await everywhere(micro("m1", tick("t")), micro("m2"));
  await everywhere(micro("m1", tick("t", micro("tm")), micro("m3", micro("m4"))), micro("m2"));
  await everywhere(then("p", tick("t1"), then("q", tick("t2"), then("r"))), tick("t0", tick("t00")));
  await everywhere(awaits("a", tick("t"), awaits("b", awaits("c"))));
});

test("promises take their turns among them", async () => {
  await everywhere(adopt("adopt"), thenable("thenable"), then("then"), micro("micro"), awaits("await"));
  await everywhere(adopt("adopt", tick("t1")), then("p1", then("p2", then("p3", then("p4", tick("t2"))))));
  await everywhere(thenable("x", thenable("y", tick("t"))), then("p", then("q", then("r"))));
});

test("immediates are called in order, those of an immediate in the next round", async () => {
  await everywhere(immediate("i1"), immediate("i2"), immediate("i3"));
  await everywhere(immediate("i1", immediate("i11")), immediate("i2", immediate("i21")), immediate("i3"));
  await everywhere(immediate("i1", immediate("i11", immediate("i111"))), immediate("i2"), immediate("i3", immediate("i31")));
  await everywhere(immediate("i1", tick("t"), micro("m")), immediate("i2"));
  await everywhere(immediate("i1", micro("m", tick("t", immediate("i3")))), immediate("i2", immediate("i4")));
  await everywhere(tick("t", immediate("i2")), micro("m", immediate("i3")), immediate("i1"));
});

test("timers of the same time are called in order, with ticks and microtasks between", async () => {
  await everywhere(timeout("a"), timeout("b"), timeout("c"));
  await everywhere(timeout("a", tick("t"), micro("m")), timeout("b", micro("n"), tick("u")), timeout("c"));
  await everywhere(timeout("a", timeout("a1")), timeout("b", timeout("b1")), tick("t", timeout("c")), micro("m", timeout("d")));
});

test("after input and output, immediates come before timers", async () => {
  await check("io", timeout("t"), immediate("i"));
  await check("io", timeout("t1"), immediate("i1", tick("x"), micro("y")), timeout("t2"), immediate("i2"));
  await check("io", tick("x", timeout("t2"), immediate("i2")), timeout("t1"), immediate("i1"), micro("y", immediate("i3"), timeout("t3")));
});

test("a store goes along with every kind", async () => {
  const all = (depth: string): Node[] => [tick("t" + depth), micro("m" + depth), then("p" + depth), awaits("a" + depth), thenable("x" + depth), adopt("y" + depth), immediate("i" + depth)];
  await everywhere(storing(tick("t", ...all("1"))), ...all("0"));
  await everywhere(storing(immediate("i", ...all("1"))), storing(micro("m", ...all("2"))), ...all("0"));
  await everywhere(storing(timeout("a", tick("t1"), timeout("a1", micro("m1")))), storing(timeout("b", timeout("b1"))), timeout("c"));
});

/** Numbers that look random, the same everywhere. */
function numbers(seed: number): (below: number) => number {
  return (below) => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
}

const soon: Kind[] = ["tick", "tick", "micro", "then", "await", "thenable", "adopt"];

/** A program of a few nodes; later are the kinds it has besides those of soon. */
function generate(seed: number, ...later: Kind[]): Node[] {
  const random = numbers(seed);
  const choice = [...soon, ...later, ...later];
  let left = 14;
  const nodes = (depth: number, name: string): Node[] => {
    const all: Node[] = [];
    for (let n = 1 + random(depth === 0 ? 4 : 3); n > 0 && left > 0 && depth < 5; n--) {
      left--;
      const kind = choice[random(choice.length)];
      const own = `${name}${all.length}`;
      all.push({ kind, name: own, store: random(5) === 0, children: random(4) === 0 ? [] : nodes(depth + 1, own) });
    }
    return all;
  };
  return nodes(0, "");
}

test("generated programs of ticks, microtasks and immediates", async () => {
  for (let seed = 1; seed <= 300; seed++) await check(anywhere[seed % 4], ...generate(seed, "immediate"));
});

test("generated programs of ticks, microtasks and timers", async () => {
  for (let seed = 1; seed <= 60; seed++) await check(anywhere[seed % 4], ...generate(1000 + seed, "timeout"));
});

/** Children of what comes later: nothing that comes later still, since a timer may or may not be due by then. */
const settled = (nodes: Node[], later = false): Node[] => nodes
  .filter((n) => !later || hops[n.kind] || n.kind === "tick")
  .map((n) => ({ ...n, children: settled(n.children, later || n.kind === "immediate" || n.kind === "timeout") }));

test("generated programs of everything, after input and output", async () => {
  for (let seed = 1; seed <= 150; seed++) await check("io", ...settled(generate(2000 + seed, "immediate", "timeout")));
});
