// The numbers of the system's errors, negative as Node tells them.
import native from "host:internal/os";

let table: Record<string, number> | undefined;

/** Error numbers by name: ENOENT is -2. */
export function errnoOf(): Record<string, number> {
  return (table ??= native.errnos() as Record<string, number>);
}

export function nameOfErrno(errno: number): string | undefined {
  for (const [name, n] of Object.entries(errnoOf())) if (n === errno) return name;
  return undefined;
}
