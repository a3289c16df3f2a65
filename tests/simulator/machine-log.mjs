// What a machine did, in its own words: the oracle from which every second and every part can be worked out again.

const StatesKept = 10_000;
const CyclesKept = 200_000;

function keep(list, entry, length) {
  list.push(entry);
  if (list.length > length) {
    list.shift();
  }
}

export class MachineLog {
  /**
   * [{ state, cause, faultCode, at, realAt }]: each lasts until the next. `at` is the source time stamp, `realAt` the true one.
   */
  states = [];

  /** [{ at, lost }]: `lost` is what the counter read when it was reset. */
  counterResets = [];

  /** [{ at, parts }]: each instant at which the counter went on, and by how many. */
  cycles = [];

  state(state, cause, faultCode, at) {
    keep(
      this.states,
      { state, cause, faultCode, at: at.toISOString(), realAt: new Date().toISOString() },
      StatesKept,
    );
  }

  reset(at, lost) {
    this.counterResets.push({ at: at.toISOString(), lost });
  }

  cycle(at, parts) {
    keep(this.cycles, { at: at.toISOString(), parts }, CyclesKept);
  }
}
