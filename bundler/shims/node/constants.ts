import { constants as crypto } from "node:crypto";
import fs from "node:fs";
import os from "node:os";

export default { ...os.constants.errno, ...os.constants.signals, ...os.constants.priority, ...(fs.constants as object), ...crypto };
