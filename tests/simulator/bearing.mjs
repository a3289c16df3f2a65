// A bearing of the capper that wears: its vibration rises from a point in time until somebody maintains it.

import { PackMl } from "./machine.mjs";
import { between } from "./random.mjs";

const DefaultPerSecond = 0.01;
const Ceiling = 6;

/** When a lively line notices, and how long it then takes. */
const MaintainAt = 4.5;
const MaintenanceSeconds = 45;
const SoundSeconds = [150, 400];
const LookSeconds = 5;

export class Bearing {
  #since = null;
  #perSecond = 0;

  /** The source of every instant here is the monotonic clock: a stepped clock does not heal a bearing. */
  get excess() {
    const seconds = this.#since === null ? 0 : (performance.now() - this.#since) / 1000;
    return Math.min(Ceiling, seconds * this.#perSecond);
  }

  get isWearing() {
    return this.#since !== null;
  }

  /** From now on vibration rises, by mm/s a second. */
  wear(perSecond = DefaultPerSecond) {
    this.#since = performance.now();
    this.#perSecond = perSecond;
  }

  maintain() {
    this.#since = null;
  }
}

/** Stands the machine still in manual mode, after which the bearing is as new. */
export function maintain(machine, bearing, seconds = MaintenanceSeconds) {
  bearing.maintain();
  machine.hold("maintenance", PackMl.STOPPED, seconds);
}

/** On a lively line the bearing wears and is maintained over and over; returns the function that ends it. */
export function wearAndMaintain(machine, bearing, random) {
  let timer = null;
  const later = (act, seconds) => (timer = setTimeout(act, seconds * 1000));
  const beSound = () =>
    later(() => {
      bearing.wear();
      watch();
    }, between(random, SoundSeconds));
  const watch = () =>
    later(() => {
      if (bearing.excess < MaintainAt) {
        watch();
      } else {
        maintain(machine, bearing);
        beSound();
      }
    }, LookSeconds);
  beSound();
  return () => clearTimeout(timer ?? undefined);
}
