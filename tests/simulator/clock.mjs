// The clock that stamps what the machines say. It can be stepped, as a PLC's can; durations never depend on it.

export class SourceClock {
  #offsetMs = 0;

  /** Every step ever made: `at` is the true instant, `seconds` the size. */
  steps = [];

  get offsetSeconds() {
    return this.#offsetMs / 1000;
  }

  /** The source time stamp of this instant, or of one that lies so many milliseconds back. */
  now(agoMs = 0) {
    return new Date(Date.now() - agoMs + this.#offsetMs);
  }

  step(seconds) {
    this.#offsetMs += seconds * 1000;
    this.steps.push({ at: new Date().toISOString(), seconds });
  }
}
