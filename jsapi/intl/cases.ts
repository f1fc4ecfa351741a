/** Pseudo-random choices, the same in every runtime. */
export class Choices {
  #state: number;
  constructor(seed: number) {
    this.#state = seed;
  }
  /** At least 0 and below 1. */
  number(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }
  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.number() * list.length)]!;
  }
  chance(p: number): boolean {
    return this.number() < p;
  }
}

/** The locales whose texts must be Node's in every case. */
export const main = ["en-US", "en-GB", "en-CA", "en-AU", "sv-SE"];

export const others = (
  "en en-001 en-150 en-IE en-IN en-NZ en-ZA en-SE en-DE en-HK sv sv-FI de de-AT de-CH fr fr-CA fr-CH fr-BE es es-MX es-US es-419 es-AR " +
  "it it-CH nl nl-BE da nb no nn fi is pl cs sk sl hr hu ro bg el et lv lt ru uk tr pt pt-BR pt-PT ca eu gl af id ms vi sw zu fil ja ko " +
  "zh zh-CN zh-TW zh-HK zh-Hant zh-Hans-SG"
).split(" ");
