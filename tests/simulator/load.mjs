// A large plant for benchmarks: many tags that change at a total rate, each change with a number of its own.

const TickMs = 5;

export class Load {
  #set = null;
  #timer = null;
  #beganAt = 0;

  /** Changes made so far. The n-th change sets tag (n - 1) mod tags to the value n, so that a reader sees what it missed. */
  changes = 0;

  constructor({ tags, changesPerSecond, clock }) {
    this.tags = tags;
    this.changesPerSecond = changesPerSecond;
    this.clock = clock;
  }

  /** @param add makes this many variables and returns (index, value, at) => void, which sets one */
  publish(add) {
    this.#set = add(this.tags);
  }

  start() {
    this.#beganAt = performance.now();
    this.#timer = setInterval(() => this.#catchUp(), TickMs);
  }

  stop() {
    clearInterval(this.#timer ?? undefined);
  }

  #catchUp() {
    const due = Math.floor(((performance.now() - this.#beganAt) * this.changesPerSecond) / 1000);
    const at = this.clock.now();
    for (; this.changes < due; this.changes++) {
      this.#set(this.changes % this.tags, this.changes + 1, at);
    }
  }
}
