// What a test can do to the line: one entry a path of the control port.

import { maintain } from "./bearing.mjs";
import { PackMl } from "./machine.mjs";
import { BadRequest } from "./query.mjs";

const HighestCode = 2 ** 31 - 1;

function drift(query, { machine, bearing }) {
  if (bearing === null) {
    throw new BadRequest(`The ${machine.name} has no bearing that wears; machine=capper has.`);
  }

  if (query.oneOf("do", ["start", "maintain"]) === "maintain") {
    maintain(machine, bearing, query.seconds(45));
  } else {
    bearing.wear(query.number("perSecond", { low: 0.0001, high: 100, fallback: 0.01 }));
  }
}

function spike(query, { sensors }) {
  const sensor = sensors.named(query.oneOf("metric", sensors.all.map(({ name }) => name)));
  sensor.spike(query.number("size", { low: -1e6, high: 1e6, fallback: 12 * sensor.spread }));
}

function pullMqtt(query, { publisher }) {
  if (publisher === null) {
    throw new BadRequest("No machine of this line speaks MQTT: start with the capper or the labeller.");
  }

  publisher.disconnect(query.seconds());
}

export const acts = {
  "/rate": (query, _station, { stations }) => {
    const rate = query.number("value", { low: 0.01, high: 1000 });
    stations.forEach(({ machine }) => machine.setRate(rate));
  },
  "/fault": (query, { machine }) =>
    machine.hold(
      "fault",
      PackMl.ABORTED,
      query.seconds(),
      query.whole("code", { low: 1, high: HighestCode, fallback: 101 }),
    ),
  "/stop": (query, { machine }) => machine.hold("stop", PackMl.STOPPED, query.seconds()),
  "/maintenance": (query, { machine }) => machine.hold("maintenance", PackMl.STOPPED, query.seconds()),
  "/pause": (_query, { machine }) => machine.hold("pause", PackMl.IDLE, Infinity),
  "/resume": (_query, { machine }) => machine.make(),
  "/make": (query, { machine }) => machine.make(query.whole("count", { low: 1, high: 1_000_000 })),
  "/counter-reset": (_query, { machine }) => machine.resetCounter(),
  "/counter": (query, { machine }) => machine.setCounter(query.whole("value", { low: 0, high: machine.modulus - 1 })),
  "/disconnect": (query, _station, { server }) => server.disconnect(query.seconds()),
  "/mqtt-disconnect": (query, _station, { publisher }) => pullMqtt(query, { publisher }),
  "/clock-step": (query, _station, { clock }) => clock.step(query.number("seconds", { low: -86_400, high: 86_400 })),
  "/drift": drift,
  "/spike": spike,
};
