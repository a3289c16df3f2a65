#!/usr/bin/env node
// A simulated bottling line: OPC UA and MQTT towards the edge, HTTP towards the tests. README.md tells what it does.

import { createServer } from "node:net";
import { startBroker } from "./broker.mjs";
import { serveControl } from "./control.mjs";
import { keepCounters, loadCounters } from "./counter-file.mjs";
import { buildLine } from "./line.mjs";
import { Load } from "./load.mjs";
import { Publisher } from "./mqtt.mjs";
import { LineServer } from "./opcua.mjs";
import { readOptions, Usage } from "./options.mjs";

const SpeaksMqtt = ["capper", "labeller"];

function fail(message) {
  console.error(message);
  process.exit(1);
}

function options() {
  try {
    return readOptions();
  } catch (error) {
    return fail(`${error.message}\n${Usage}`);
  }
}

// node-opcua takes port 0 for its default port, so a free one is asked for first.
async function freePort() {
  const probe = createServer();
  await new Promise((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function openMqtt(given, line) {
  if (!given.machines.some((name) => SpeaksMqtt.includes(name))) {
    return { publisher: null, broker: null };
  }

  const broker = typeof given.broker === "number" ? await startBroker(given.broker) : null;
  const publisher = new Publisher(broker?.url ?? given.broker, line.clock);
  publisher.start(line.stations);
  return { publisher, broker };
}

async function main() {
  const given = options();
  const counters = given.stateFile ? loadCounters(given.stateFile) : {};
  const line = buildLine({ ...given, counters });
  if (given.stateFile) {
    keepCounters(given.stateFile, line.stations.map(({ machine }) => machine));
  }

  const load = given.tags > 0 ? new Load({ ...given, clock: line.clock }) : null;
  const server = new LineServer(given.opcuaPort || (await freePort()));
  await server.start(line.stations, load);
  const { publisher, broker } = await openMqtt(given, line);
  const control = await serveControl(given.controlPort, { ...line, server, publisher, load });

  line.stations.forEach((station) => station.start());
  load?.start();

  let ending = false;
  const end = async () => {
    if (ending) {
      return;
    }

    ending = true;
    // The peer may hold a connection open; the machine is off all the same.
    setTimeout(() => process.exit(0), 1500).unref();
    load?.stop();
    line.stations.forEach((station) => station.stop());
    control.close();
    control.closeAllConnections();
    await publisher?.stop();
    await server.stop();
    await broker?.stop();
    process.exit(0);
  };
  process.on("SIGTERM", end).on("SIGINT", end);
  if (given.diesWithParent) {
    process.stdin.on("end", end).on("error", end).resume();
  }

  console.log(`ready ${server.url} http://127.0.0.1:${control.address().port} ${publisher?.url ?? ""}`.trimEnd());
}

main().catch((error) => fail(error.message));
