// The three machines of the bottling line, and the belts between them.

/**
 * The filler is the slowest, as on most bottling lines: what comes after it is faster, runs the belt empty now and then and
 * waits. `modulus` is where the counter starts at 0 again.
 */
export const Profiles = {
  filler: { name: "filler", idealCycleMs: 500, modulus: 2 ** 32 },
  capper: { name: "capper", idealCycleMs: 480, modulus: 2 ** 16 },
  labeller: { name: "labeller", idealCycleMs: 460, modulus: 1_000_000 },
};

export const Belt = { capacity: 40, restart: 12 };

/**
 * What the machines' sensors read. A sensor gives a value every 250 ms / rate, or with `perPart` one for each part. `spread` is
 * the standard deviation of its noise, `pull` how fast it returns to its target: 1 is white noise. `spikes` is the share of
 * values that a bad contact spoils on a lively line.
 */
export const Sensors = {
  filler: [
    { name: "Temperature", unit: "°C", digits: 2, target: 4, spread: 0.017, pull: 0.05 },
    { name: "FillWeight", unit: "g", digits: 1, target: 520, spread: 0.9, pull: 1, perPart: true },
    { name: "Pressure", unit: "bar", digits: 3, target: 2.5, spread: 0.02, pull: 1 },
  ],
  capper: [
    { name: "Torque", unit: "Nm", digits: 3, target: 1.8, spread: 0.06, pull: 1, perPart: true },
    { name: "Vibration", unit: "mm/s", digits: 3, target: 2, spread: 0.12, pull: 1 },
  ],
  labeller: [
    { name: "Pressure", unit: "bar", digits: 3, target: 6, spread: 0.03, pull: 1, spikes: 0.002 },
    { name: "Vibration", unit: "mm/s", digits: 3, target: 1.2, spread: 0.08, pull: 1 },
  ],
};

/** How often, how long and why a machine stands on a lively line. */
export const Troubles = {
  filler: {
    first: 20,
    runSeconds: [25, 80],
    kinds: [
      { weight: 0.45, state: "HELD", seconds: [2, 8], codes: [0] },
      { weight: 0.29, state: "SUSPENDED", seconds: [3, 10], codes: [0] },
      { weight: 0.2, state: "ABORTED", seconds: [8, 25], codes: [101, 204, 317] },
      { weight: 0.06, state: "ABORTED", seconds: [45, 120], codes: [101, 204] },
    ],
  },
  capper: {
    first: 45,
    runSeconds: [50, 160],
    kinds: [
      { weight: 0.6, state: "HELD", seconds: [1, 6], codes: [0] },
      { weight: 0.34, state: "ABORTED", seconds: [10, 40], codes: [401, 402] },
      { weight: 0.06, state: "ABORTED", seconds: [45, 120], codes: [402, 403] },
    ],
  },
  labeller: {
    first: 75,
    runSeconds: [60, 180],
    kinds: [
      { weight: 0.7, state: "HELD", seconds: [1, 5], codes: [0] },
      { weight: 0.3, state: "ABORTED", seconds: [15, 60], codes: [501, 502] },
    ],
  },
};
