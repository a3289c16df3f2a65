// What the control port tells: the truth that tests compare the product with.

import { disturbances } from "./disturbances.mjs";
import { Troubles } from "./profiles.mjs";

export function describeMachine({ machine, sensors, bearing }, { server }) {
  return {
    machine: machine.name,
    state: machine.state,
    cause: machine.cause,
    faultCode: machine.faultCode,
    parts: machine.parts,
    partsMade: machine.partsMade,
    modulus: machine.modulus,
    idealCycleMs: machine.idealCycleMs,
    remaining: machine.remaining,
    rate: machine.rate,
    listening: server.listening,
    wear: bearing?.excess ?? 0,
    values: Object.fromEntries(sensors.all.map(({ name, last }) => [name, last])),
    stateLog: machine.log.states,
    counterResets: machine.log.counterResets,
  };
}

export function describeLine(line) {
  const { stations, belts, server, publisher, clock, load } = line;
  return {
    rate: stations[0].machine.rate,
    listening: server.listening,
    mqtt: publisher && {
      url: publisher.url,
      connected: publisher.connected,
      delivered: publisher.delivered,
      waiting: publisher.waiting,
      dropped: publisher.dropped,
    },
    clock: { offsetSeconds: clock.offsetSeconds, steps: clock.steps },
    belts: belts.map(({ between, count, capacity }) => ({ between, count, capacity })),
    load: load && { tags: load.tags, changesPerSecond: load.changesPerSecond, changes: load.changes },
    machines: Object.fromEntries(stations.map((station) => [station.machine.name, describeMachine(station, line)])),
  };
}

/** What the seed has in store for a machine on a lively line. */
export function foretell({ machine, randomOf }, count) {
  const script = disturbances(Troubles[machine.name], randomOf("troubles"));
  return Array.from({ length: count }, () => script.next().value);
}
