// A machine's place in the line: between the belt that brings bottles and the belt that takes them away.

/** A starved machine waits for enough bottles to run on, but a lone bottle no longer than this (divided by the rate). */
const PatienceMs = 4000;

export class Place {
  #infeed;
  #outfeed;
  #patience = null;

  /** "starved", "blocked", or null while the machine has what it needs. */
  waiting = null;

  /** Without an infeed bottles never run out; without an outfeed there is always room. */
  constructor(infeed, outfeed) {
    this.#infeed = infeed;
    this.#outfeed = outfeed;
  }

  /** Calls `goOn` when what the machine waited for is there. `rate` tells how fast the line is. */
  watch(rate, goOn) {
    const look = () => this.#look(rate, goOn);
    this.#infeed?.on("change", look);
    this.#outfeed?.on("change", look);
  }

  /** One bottle in and one out: true; or the machine has to wait. */
  pass() {
    if (this.#infeed?.isEmpty) {
      this.waiting = "starved";
    } else if (this.#outfeed?.isFull) {
      this.waiting = "blocked";
    } else {
      this.#infeed?.take();
      this.#outfeed?.put();
    }

    return this.waiting === null;
  }

  leave() {
    clearTimeout(this.#patience ?? undefined);
    this.#patience = null;
  }

  #look(rate, goOn) {
    const starved = this.waiting === "starved";
    const go = () => {
      this.leave();
      this.waiting = null;
      goOn();
    };

    if ((starved && this.#infeed.hasEnough) || (this.waiting === "blocked" && this.#outfeed.hasRoom)) {
      go();
    } else if (starved && !this.#infeed.isEmpty && this.#patience === null) {
      this.#patience = setTimeout(go, PatienceMs / rate());
    }
  }
}
