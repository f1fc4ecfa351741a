/**
 * A small shop in memory. It stands in for your own systems, so that the
 * functions run before anything is connected.
 */

export interface Order {
  id: string;
  customer: string;
  amount: number;
}

export interface Customer {
  id: string;
  email: string;
}

const orders: Order[] = [
  { id: "o-1", customer: "ada@example.com", amount: 120 },
  { id: "o-2", customer: "grace@example.com", amount: 2400 },
];

const stock: Record<string, number> = { teapot: 3, kettle: 41, cup: 0 };

export async function ordersOf(_day: string): Promise<Order[]> {
  return orders;
}

/** What there are fewer than `least` of. */
export async function scarce(least: number): Promise<string[]> {
  return Object.keys(stock).filter((name) => (stock[name] ?? 0) < least);
}

export async function charge(order: Order): Promise<{ receipt: string }> {
  if (order.amount <= 0) throw new RangeError(`order ${order.id}: nothing to charge`);
  return { receipt: `receipt-${order.id}` };
}

/** A page of customers, and where the next one begins. */
export async function customers(source: string, from: number): Promise<{ page: Customer[]; next?: number }> {
  const all = Array.from({ length: 25 }, (_, n) => ({ id: `${source}-${n}`, email: `customer${n}@example.com` }));
  const next = from + 10;
  return { page: all.slice(from, next), next: next < all.length ? next : undefined };
}

/** Refuses service as a busy system does: now and then, and saying when to come back. */
export class BusyError extends Error {
  constructor(readonly seconds: number) {
    super(`busy for ${seconds} seconds`);
    this.name = "BusyError";
  }
}

let calls = 0;

/** Stores customers; every fifth call finds it busy. */
export async function store(page: Customer[]): Promise<number> {
  if (++calls % 5 === 2) throw new BusyError(2);
  return page.length;
}
