/**
 * The secrets that `secrets` in host.json declares. A value is read afresh at
 * each call: keep it no longer than you need it, for it may be renewed.
 * Wherever one is logged or thrown, `[secret:NAME]` stands in its place.
 */
declare module "host:secrets" {
  export const secrets: {
    /**
     * The current value, by the secret's name or its environment variable.
     * Throws a SecretError with the code ERR_SECRET_UNDECLARED when host.json
     * has no such secret, ERR_SECRET_MISSING when its sources have no value.
     *
     *     const token = secrets.get("todoist_api_token");
     */
    get(name: string): string;
    /**
     * All values that count now, the current one first: while a secret is
     * being replaced, what was signed with the one before is still good.
     * Empty when there is none.
     */
    all(name: string): string[];
    /** Whether there is a value. */
    has(name: string): boolean;
    /** The names of all secrets declared for this worker's role, sorted. */
    names(): string[];
  };
  export default secrets;
}
