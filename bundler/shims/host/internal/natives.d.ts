/** What the host lends to the web's and the language's classes. */

declare module "host:internal/language-native" {
  /** The internal kind of an object: "Map", "Date", "Error", "Object"; undefined for what is no object. */
  export function classOf(value: unknown): string | undefined;
  /** A function that gives the target for as long as something else holds it. */
  export function weak<T>(target: T): () => T | undefined;
  export function registry(callback: (held: any) => void): {
    register(target: unknown, held: unknown, token: unknown): void;
    unregister(token: unknown): boolean;
  };
  /** Detaches the buffer and gives its bytes to a new one. */
  export function transfer(buffer: ArrayBuffer): ArrayBuffer;
}
