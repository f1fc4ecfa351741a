import { Readable } from "node:stream";

type Any = any;

/** A stream of what SCAN and its relatives find. */
export class ScanStream extends Readable {
  private cursor = "0";
  private drained = false;

  constructor(private opt: Any) {
    super(opt);
  }

  override _read(): void {
    if (this.drained) {
      this.push(null);
      return;
    }
    const o = this.opt;
    const args: Any[] = [this.cursor];
    if (o.key) args.unshift(o.key);
    if (o.match) args.push("MATCH", o.match);
    if (o.type) args.push("TYPE", o.type);
    if (o.count) args.push("COUNT", String(o.count));
    if (o.noValues) args.push("NOVALUES");
    o.redis[o.command](args, (error: Any, found: Any) => {
      if (error) {
        this.emit("error", error);
        return;
      }
      this.cursor = String(found[0]);
      if (this.cursor === "0") this.drained = true;
      this.push(found[1]);
    });
  }

  close(): void {
    this.drained = true;
  }
}
