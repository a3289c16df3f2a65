// Chance that a seed decides: the same seed gives the same line on every computer.

/** A small seeded generator (mulberry32) of numbers from 0 to below 1. */
export function seededRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const between = (random, [low, high]) => low + (high - low) * random();

/** The sum of four uniform numbers is close enough to a bell curve; scaled to a standard deviation of 1. */
export const bell = (random) => (random() + random() + random() + random() - 2) * Math.sqrt(3);

/** One of the choices, each with its `weight`; the weights add up to 1. */
export function pick(random, choices) {
  let left = random();
  return choices.find((choice) => (left -= choice.weight) < 0) ?? choices[0];
}
