// host:secrets; its declarations are in jsapi/secrets/secrets.d.ts.

import * as native from "host:internal/secrets";

export const secrets = Object.freeze({
  get: native.get,
  all: native.all,
  has: native.has,
  names: native.names,
});

export default secrets;
