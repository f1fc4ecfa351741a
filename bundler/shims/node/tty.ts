// node:tty: there is none.
export const isatty = (_fd: number): boolean => false;
export class ReadStream {}
export class WriteStream {}
export default { isatty, ReadStream, WriteStream };
