/**
 * Gives classes the names that they are exported by: the compiler renames
 * those that mention themselves.
 */
export function named(classes: Record<string, Function>): void {
  for (const [value, of] of Object.entries(classes)) Object.defineProperty(of, "name", { value, configurable: true });
}
