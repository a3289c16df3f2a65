// What the sensors of one machine read, published as changes of the machine.

import { bell, between } from "./random.mjs";

const SampleMs = 250;

/** A spike that nobody sized stands out by this many standard deviations of the noise. */
const SpikeSpreads = 12;

class Sensor {
  #level;
  #random;
  #pending = 0;

  /** What was read last, when, and how many readings there were. */
  last = { value: null, at: null, count: 0 };

  /** Something wrong with the machine, added to every reading: for example the wear of a bearing. */
  extra = () => 0;

  constructor(profile, random, isLively) {
    Object.assign(this, profile);
    this.#level = profile.target;
    this.#random = random;
    this.spikes = isLively ? (profile.spikes ?? 0) : 0;
  }

  /** Spoils the next reading. */
  spike(size = SpikeSpreads * this.spread) {
    this.#pending = size;
  }

  read(at) {
    this.#level += this.pull * (this.target - this.#level) + this.spread * bell(this.#random);
    if (this.spikes > 0 && this.#random() < this.spikes) {
      this.spike(between(this.#random, [-2, 2]) * SpikeSpreads * this.spread);
    }

    const value = Number((this.#level + this.extra() + this.#pending).toFixed(this.digits));
    this.#pending = 0;
    this.last = { value, at: at.toISOString(), count: this.last.count + 1 };
    return value;
  }
}

/** The sensors of one machine, each with chance of its own, so that one's readings do not depend on how often another reads. */
export class Sensors {
  #machine;
  #clock;
  #timer = null;
  #ofParts = (at) => this.#publish(this.all.filter((sensor) => sensor.perPart), at);

  /** @param {(index: number) => () => number} randomOf a generator for the sensor of this index */
  constructor(machine, profiles, { clock, randomOf, isLively }) {
    this.#machine = machine;
    this.#clock = clock;
    this.all = profiles.map((profile, index) => new Sensor(profile, randomOf(index), isLively));
  }

  start() {
    this.#machine.on("made", this.#ofParts);
    this.#sample();
  }

  stop() {
    clearTimeout(this.#timer ?? undefined);
    this.#machine.off("made", this.#ofParts);
  }

  named(name) {
    return this.all.find((sensor) => sensor.name === name);
  }

  #sample() {
    this.#publish(this.all.filter((sensor) => !sensor.perPart), this.#clock.now());
    this.#timer = setTimeout(() => this.#sample(), SampleMs / this.#machine.rate);
  }

  #publish(sensors, at) {
    for (const sensor of sensors) {
      this.#machine.emit("change", sensor.name, sensor.read(at), at);
    }
  }
}
