// What can keep a machine from running, strongest first.

const Strength = ["fault", "maintenance", "stop", "disturbance", "pause"];

export class Holds {
  #held = new Map();

  /** The hold that decides, or undefined when nothing holds the machine. */
  get strongest() {
    return Strength.map((kind) => this.#held.get(kind)).find((hold) => hold !== undefined);
  }

  /** A second hold of the same kind replaces the first. `ended` is called when the seconds are over, never for Infinity. */
  set(kind, { state, faultCode }, seconds, ended) {
    this.release(kind);
    const timer = seconds === Infinity ? undefined : setTimeout(ended, seconds * 1000);
    this.#held.set(kind, { kind, state, faultCode, timer });
  }

  release(kind) {
    clearTimeout(this.#held.get(kind)?.timer);
    this.#held.delete(kind);
  }

  clear() {
    Strength.forEach((kind) => this.release(kind));
  }
}
