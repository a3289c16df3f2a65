// One machine: its state, its counters, its place in the line. It knows neither OPC UA nor MQTT nor HTTP.

import { EventEmitter } from "node:events";
import { Holds } from "./holds.mjs";
import { MachineLog } from "./machine-log.mjs";
import { Place } from "./place.mjs";

/** PackML state numbers (ISA-TR88.00.02) that the machines use. */
export const PackMl = Object.freeze({ STOPPED: 2, IDLE: 4, SUSPENDED: 5, EXECUTE: 6, ABORTED: 9, HELD: 11 });

/**
 * Every change is published at the instant it happens as `change` (name, value, at), so that the source time stamp is the
 * machine's own; `made` (at) comes once for each part. Durations are measured on the monotonic clock.
 */
export class Machine extends EventEmitter {
  #holds = new Holds();
  #place;
  #cycle = null;
  #dueAt = 0;
  #remaining = Infinity;
  #random;
  #clock;
  #shown = { State: null, FaultCode: 0, Running: false, Faulted: false, Manual: false };

  log = new MachineLog();

  /** @param {{ name: string, idealCycleMs: number, modulus: number }} profile */
  constructor(profile, { random, clock, rate = 1, infeed = null, outfeed = null, parts = 0, partsMade = 0 }) {
    super();
    Object.assign(this, profile, { rate, parts, partsMade });
    this.#place = new Place(infeed, outfeed);
    this.#place.watch(
      () => this.rate,
      () => this.#settle(),
    );
    this.#random = random;
    this.#clock = clock;
    this.state = PackMl.IDLE;
    this.cause = null;
    this.faultCode = 0;
  }

  /** Parts still to make before the machine pauses by itself; null while it runs without a target. */
  get remaining() {
    return this.#remaining === Infinity ? null : this.#remaining;
  }

  /** The value of a variable that other programs see. */
  read(name) {
    return name === "Parts" ? this.parts : this.#variables()[name];
  }

  start() {
    this.#settle();
  }

  /** Holds the machine in a state for some seconds; a second hold of the same kind replaces the first. */
  hold(kind, state, seconds, faultCode = 0) {
    this.#holds.set(kind, { state, faultCode }, seconds, () => this.resume(kind));
    this.#settle();
  }

  resume(kind) {
    this.#holds.release(kind);
    this.#settle();
  }

  /** Makes exactly this many parts, or without a number as many as it can. */
  make(count = Infinity) {
    this.#remaining = count;
    this.resume("pause");
  }

  setRate(rate) {
    this.rate = rate;
    this.#stopCycle();
    this.#settle();
  }

  /** Moves the counter without making a part. `lost` is what a reader that last read 0 would miss. */
  resetCounter() {
    const at = this.#clock.now();
    this.log.reset(at, this.parts);
    this.#setParts(0, at);
  }

  setCounter(value) {
    this.#setParts(value, this.#clock.now());
  }

  stop() {
    this.#stopCycle();
    this.#place.leave();
    this.#holds.clear();
  }

  #variables() {
    return {
      FaultCode: this.faultCode,
      State: this.state,
      Running: this.state === PackMl.EXECUTE,
      Faulted: this.state === PackMl.ABORTED,
      Manual: this.cause === "maintenance",
    };
  }

  #settle() {
    const { waiting } = this.#place;
    const hold = this.#holds.strongest ?? (waiting && { kind: waiting, state: PackMl.SUSPENDED });
    this.#show(hold?.state ?? PackMl.EXECUTE, hold?.kind ?? null, hold?.faultCode ?? 0);
    if (this.state !== PackMl.EXECUTE) {
      this.#stopCycle();
    } else if (this.#cycle === null) {
      this.#dueAt = performance.now() + this.#nextCycleMs();
      this.#arm();
    }
  }

  #show(state, cause, faultCode) {
    const at = this.#clock.now();
    if (this.log.states.length === 0 || state !== this.state || cause !== this.cause || faultCode !== this.faultCode) {
      this.log.state(state, cause, faultCode, at);
    }

    Object.assign(this, { state, cause, faultCode });
    const before = this.#shown;
    this.#shown = this.#variables();
    for (const [name, value] of Object.entries(this.#shown)) {
      if (value !== before[name]) {
        this.emit("change", name, value, at);
      }
    }
  }

  #setParts(value, at) {
    this.parts = value;
    this.emit("change", "Parts", value, at);
  }

  #stopCycle() {
    clearTimeout(this.#cycle ?? undefined);
    this.#cycle = null;
  }

  #arm() {
    this.#cycle = setTimeout(() => this.#tick(), Math.max(0, this.#dueAt - performance.now()));
  }

  // A timer is late by a millisecond or more: all parts that are due by now are made at once, so that the rate holds.
  #tick() {
    const now = performance.now();
    const due = [];
    while (this.#dueAt <= now && due.length < this.#remaining && this.#place.pass()) {
      due.push(this.#dueAt);
      this.#dueAt += this.#nextCycleMs();
    }

    this.#count(due, now);
    if (this.#remaining === 0) {
      this.hold("pause", PackMl.IDLE, Infinity);
    } else if (this.#place.waiting !== null) {
      this.#settle();
    } else {
      this.#arm();
    }
  }

  #count(due, now) {
    if (due.length > 0) {
      const at = this.#clock.now();
      this.partsMade += due.length;
      this.#remaining -= due.length;
      this.log.cycle(at, due.length);
      this.#setParts((this.parts + due.length) % this.modulus, at);
      due.forEach((instant) => this.emit("made", this.#clock.now(now - instant)));
    }
  }

  // Never faster than the ideal cycle: real machines lose a little each time.
  #nextCycleMs() {
    return (this.idealCycleMs * (1 + 0.06 * this.#random())) / this.rate;
  }
}
