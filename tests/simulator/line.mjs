// Puts the line together: machines, the belts between them, their sensors, what wears and what goes wrong.

import { Bearing, wearAndMaintain } from "./bearing.mjs";
import { SourceClock } from "./clock.mjs";
import { Conveyor } from "./conveyor.mjs";
import { disturb } from "./disturbances.mjs";
import { Machine } from "./machine.mjs";
import { Belt, Profiles, Sensors as SensorProfiles, Troubles } from "./profiles.mjs";
import { seededRandom } from "./random.mjs";
import { Sensors } from "./sensors.mjs";

/** Each use of chance has a generator of its own, so that none depends on how often another is asked. */
const Uses = ["cycle", "troubles", "wear", "sensor0", "sensor1", "sensor2"];
const SeedsPerMachine = 16;

/** One machine with all that belongs to it. */
class Station {
  bearing = null;
  #ends = [];
  #isLively;

  constructor(name, { seed, rate, isLively, clock, counter, infeed, outfeed }) {
    const machineSeed = seed + SeedsPerMachine * Object.keys(Profiles).indexOf(name);
    this.randomOf = (use) => seededRandom(machineSeed + Uses.indexOf(use));
    this.#isLively = isLively;
    this.machine = new Machine(Profiles[name], { random: this.randomOf("cycle"), clock, rate, infeed, outfeed, ...counter });
    this.sensors = new Sensors(this.machine, SensorProfiles[name], {
      clock,
      isLively,
      randomOf: (index) => this.randomOf(`sensor${index}`),
    });
    if (name === "capper") {
      this.bearing = new Bearing();
      this.sensors.named("Vibration").extra = () => this.bearing.excess;
    }
  }

  start() {
    this.machine.start();
    this.sensors.start();
    if (this.#isLively) {
      this.#ends.push(disturb(this.machine, Troubles[this.machine.name], this.randomOf("troubles")));
      if (this.bearing !== null) {
        this.#ends.push(wearAndMaintain(this.machine, this.bearing, this.randomOf("wear")));
      }
    }
  }

  stop() {
    this.#ends.forEach((end) => end());
    this.sensors.stop();
    this.machine.stop();
  }
}

/** A machine alone has neither infeed nor outfeed: its bottles come from nowhere and go there. */
export function buildLine({ machines, seed, rate, isLively, counters }) {
  const clock = new SourceClock();
  const belts = machines
    .slice(1)
    .map((name, index) => Object.assign(new Conveyor(Belt), { between: [machines[index], name] }));
  const stations = machines.map(
    (name, index) =>
      new Station(name, {
        seed,
        rate,
        isLively,
        clock,
        counter: counters[name],
        infeed: belts[index - 1] ?? null,
        outfeed: belts[index] ?? null,
      }),
  );
  return { clock, belts, stations };
}
