// What ioredis and host:redis share: commands as ioredis has them, whatever
// sends them.
export { buffers, Command, nodeify } from "./_redis-commands/command.ts";
export { Commander } from "./_redis-commands/commander.ts";
export { AbortError, ClusterAllFailedError, CONNECTION_CLOSED, MaxRetriesPerRequestError, ReplyError } from "./_redis-commands/errors.ts";
export { Pipeline, transaction, wrapMultiResult } from "./_redis-commands/pipeline.ts";
export { ScanStream } from "./_redis-commands/scan.ts";
