const c: any = globalThis.console;
export const { log, info, warn, error, debug, dir, dirxml, table, trace, assert, count, countReset, group, groupCollapsed, groupEnd, time, timeLog, timeEnd } = c;
export default c;
