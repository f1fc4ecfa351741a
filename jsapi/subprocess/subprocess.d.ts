declare module "host:subprocess" {
  export interface Options {
    /**
     * How long the program may run: milliseconds, or such as "30s", "5m". It
     * is required: a program that hangs would hold its step until the call's
     * deadline. Past it the whole tree of the program's processes is ended.
     */
    timeout: number | string;
    /** Throws unless the program exits with 0; true unless said. */
    check?: boolean;
    /** The working folder; the host's unless said. */
    cwd?: string;
    /**
     * What the program's environment has beyond PATH, HOME, USER, LOGNAME,
     * SHELL, TMPDIR, TZ, TERM, LANG and LC_*: values, or `true` for the
     * variable that the script has itself. Nothing else is passed on.
     */
    env?: Record<string, string | true | undefined>;
    /** What ends the program first, when it must be: "SIGTERM" unless said. */
    killSignal?: string;
  }

  export interface RunOptions extends Options {
    /** What the program reads. */
    input?: string | Uint8Array;
    /** How many bytes each of stdout and stderr may have; 16 MiB unless said. More is an error. */
    maxOutput?: number;
  }

  export interface RunResult {
    /** The exit status; null when a signal ended the program. */
    exitCode: number | null;
    signal: string | null;
    stdout: string;
    stderr: string;
    durationMs: number;
  }

  /**
   * Runs a program to its end:
   *
   * ```ts
   * const { stdout } = await run(["git", "log", "--oneline"], { timeout: "10s", cwd: repo });
   * ```
   *
   * The arguments reach it as they are: there is no shell. Its output is
   * complete when it exits, whoever else holds its pipes. It ends with the
   * call, and with the host. How many of a program run at a time is bounded by
   * `programLimits` in host.json.
   *
   * @throws SubprocessError when it cannot be started, exits with anything but
   *   0 (unless `check` is false), takes too long, or writes too much.
   */
  export function run(argv: string[], options: RunOptions): Promise<RunResult>;

  export interface SpawnOptions extends Options {
    /** Whether something will be written to its standard input. */
    stdin?: "pipe" | "ignore";
  }

  export interface Child {
    readonly pid: number;
    readonly stdout: ReadableStream<Uint8Array>;
    readonly stderr: ReadableStream<Uint8Array>;
    /** The lines of stdout, as they come. */
    lines(): AsyncIterable<string>;
    /** Writes to its standard input; with `stdin: "pipe"` alone. */
    write(data: string | Uint8Array): Promise<void>;
    /** Tells it that there is no more to read. */
    end(): void;
    kill(signal?: string): boolean;
    /** How it ended; throws as `run` does. */
    readonly exited: Promise<{ exitCode: number | null; signal: string | null; durationMs: number }>;
  }

  /** Starts a program, once `programLimits` lets it, and gives it while it runs. */
  export function spawn(argv: string[], options: SpawnOptions): Promise<Child>;

  /** What went wrong with a program. */
  export class SubprocessError extends Error {
    /** "EXIT", "SIGNAL", "TIMEOUT", "MAXOUTPUT", "CANCELLED", or why it did not start: "ENOENT", "EACCES". */
    readonly code: string;
    readonly argv: string[];
    readonly exitCode: number | null;
    readonly signal: string | null;
    /** What it wrote until then. */
    readonly stdout: string;
    readonly stderr: string;
  }
}
