// navigator, as far as a worker has one.

import { userAgent } from "host:internal/fetch-native";

export const navigator = {
  userAgent,
  language: "en-US",
  languages: Object.freeze(["en-US"]),
  hardwareConcurrency: 1,
};
