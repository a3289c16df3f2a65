// What goes wrong on a lively line, as a sequence that the seed alone decides.

import { PackMl } from "./filler.mjs";

/** A small seeded generator (mulberry32): the same seed gives the same line on every machine. */
export function seededRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

// Weighted so that the filler runs for about 85 % of the time.
const Kinds = [
  { weight: 0.5, state: PackMl.HELD, seconds: [2, 8], codes: [0] },
  { weight: 0.3, state: PackMl.SUSPENDED, seconds: [3, 10], codes: [0] },
  { weight: 0.2, state: PackMl.ABORTED, seconds: [8, 25], codes: [101, 204, 317] },
];

const FirstAfterSeconds = 20;
const RunSeconds = [20, 65];

const between = (random, [low, high]) => low + (high - low) * random();

function pick(random, kinds) {
  let left = random();
  return kinds.find((kind) => (left -= kind.weight) < 0) ?? kinds[0];
}

/** The endless list of what happens: run for so long, then this. */
export function* disturbances(random) {
  let runSeconds = FirstAfterSeconds;
  for (;;) {
    const kind = pick(random, Kinds);
    const code = kind.codes[Math.floor(random() * kind.codes.length)];
    yield { runSeconds, state: kind.state, seconds: between(random, kind.seconds), code };
    runSeconds = between(random, RunSeconds);
  }
}

/** Lets the list happen to a filler; returns the function that ends it. */
export function disturb(filler, random) {
  let timer = null;
  const script = disturbances(random);
  const next = () => {
    const { runSeconds, state, seconds, code } = script.next().value;
    timer = setTimeout(() => {
      filler.hold("disturbance", state, seconds, code);
      timer = setTimeout(next, seconds * 1000);
    }, runSeconds * 1000);
  };
  next();
  return () => clearTimeout(timer ?? undefined);
}
