// The filler itself: its state, its counters and what disturbs it. It knows neither OPC UA nor HTTP.

import { EventEmitter } from "node:events";

/** PackML state numbers (ISA-TR88.00.02) that this machine uses. */
export const PackMl = Object.freeze({ STOPPED: 2, IDLE: 4, SUSPENDED: 5, EXECUTE: 6, ABORTED: 9, HELD: 11 });

export const IdealCycleMs = 500;

const CounterModulus = 2 ** 32;
const LogLength = 10_000;

/** What the filler falls back to when nothing holds it, and what it can be held by, strongest first. */
const Holds = ["fault", "stop", "disturbance", "pause"];

/**
 * One filler. Every change is published at the instant it happens as `change` (name, value, at), so that the source time
 * stamp is the machine's own. Durations are measured on the monotonic clock; only time stamps read the wall clock.
 */
export class Filler extends EventEmitter {
  #holds = new Map();
  #cycle = null;
  #dueAt = 0;
  #remaining = Infinity;
  #random;

  /** @param {{ random: () => number, rate?: number, parts?: number, partsMade?: number }} options */
  constructor({ random, rate = 1, parts = 0, partsMade = 0 }) {
    super();
    this.#random = random;
    this.rate = rate;
    this.parts = parts;
    this.partsMade = partsMade;
    this.state = PackMl.IDLE;
    this.faultCode = 0;
    this.stateLog = [];
    this.counterResets = [];
  }

  /** Bottles still to make before the filler pauses by itself; null while it runs without a target. */
  get remaining() {
    return this.#remaining === Infinity ? null : this.#remaining;
  }

  start() {
    this.#settle();
  }

  /** Holds the filler in a state for some seconds; a second hold of the same kind replaces the first. */
  hold(kind, state, seconds, faultCode = 0) {
    this.#release(kind);
    const timer = seconds === Infinity ? null : setTimeout(() => this.resume(kind), seconds * 1000);
    this.#holds.set(kind, { state, faultCode, timer });
    this.#settle();
  }

  resume(kind) {
    this.#release(kind);
    this.#settle();
  }

  /** Makes exactly this many bottles, then pauses. */
  make(count) {
    this.#remaining = count;
    this.resume("pause");
  }

  /** Runs on without a target. */
  run() {
    this.#remaining = Infinity;
    this.resume("pause");
  }

  setRate(rate) {
    this.rate = rate;
    this.#stopCycle();
    this.#settle();
  }

  /** Moves the counter without making a bottle. `lost` is what a reader that last read 0 would miss. */
  resetCounter() {
    const at = new Date();
    this.counterResets.push({ at: at.toISOString(), lost: this.parts });
    this.#setParts(0, at);
  }

  setCounter(value) {
    this.#setParts(value, new Date());
  }

  stop() {
    this.#stopCycle();
    for (const kind of Holds) {
      this.#release(kind);
    }
  }

  #release(kind) {
    clearTimeout(this.#holds.get(kind)?.timer ?? undefined);
    this.#holds.delete(kind);
  }

  #settle() {
    const hold = Holds.map((kind) => this.#holds.get(kind)).find((held) => held !== undefined);
    const faultCode = hold?.faultCode ?? 0;
    if (faultCode !== this.faultCode) {
      this.faultCode = faultCode;
      this.emit("change", "FaultCode", faultCode, new Date());
    }

    this.#setState(hold?.state ?? PackMl.EXECUTE);
    if (this.state !== PackMl.EXECUTE) {
      this.#stopCycle();
    } else if (this.#cycle === null) {
      this.#dueAt = performance.now() + this.#nextCycleMs();
      this.#arm();
    }
  }

  #setState(state) {
    if (state === this.state && this.stateLog.length > 0) {
      return;
    }

    const at = new Date();
    this.state = state;
    this.stateLog.push({ state, at: at.toISOString() });
    if (this.stateLog.length > LogLength) {
      this.stateLog.shift();
    }

    this.emit("change", "State", state, at);
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

  // A timer is late by a millisecond or more: all bottles that are due by now are made at once, so that the rate holds.
  #tick() {
    let made = 0;
    while (this.#dueAt <= performance.now() && made < this.#remaining) {
      this.#dueAt += this.#nextCycleMs();
      made++;
    }

    if (made > 0) {
      this.partsMade += made;
      this.#remaining -= made;
      this.#setParts((this.parts + made) % CounterModulus, new Date());
      this.emit("made");
    }

    if (this.#remaining === 0) {
      this.hold("pause", PackMl.IDLE, Infinity);
    } else {
      this.#arm();
    }
  }

  // Never faster than the ideal cycle: real machines lose a little each time.
  #nextCycleMs() {
    return (IdealCycleMs * (1 + 0.06 * this.#random())) / this.rate;
  }
}
