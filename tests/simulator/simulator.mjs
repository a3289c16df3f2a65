#!/usr/bin/env node
// A simulated filler: OPC UA towards the line, HTTP towards the tests. README.md tells what it does.

import { createServer } from "node:net";
import { parseArgs } from "node:util";
import { serveControl } from "./control.mjs";
import { keepCounter, loadCounter } from "./counter-file.mjs";
import { disturb, seededRandom } from "./disturbances.mjs";
import { Filler } from "./filler.mjs";
import { FillerServer } from "./opcua.mjs";
import { sense } from "./process-values.mjs";

const Usage =
  "node simulator.mjs --opcua-port P --control-port C [--seed N] [--rate X] [--quiet] [--state-file F] [--parent]";

function fail(message) {
  console.error(message);
  process.exit(1);
}

function bounded(name, text, low, high, whole) {
  const value = Number(text);
  if (text.trim() === "" || !(value >= low && value <= high) || (whole && !Number.isInteger(value))) {
    fail(`--${name} must be a ${whole ? "whole " : ""}number from ${low} to ${high}, but is "${text}".\n${Usage}`);
  }

  return value;
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        "opcua-port": { type: "string", default: "0" },
        "control-port": { type: "string", default: "0" },
        seed: { type: "string", default: "1" },
        rate: { type: "string", default: "1" },
        quiet: { type: "boolean", default: false },
        "state-file": { type: "string" },
        parent: { type: "boolean", default: false },
      },
    }).values;
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

async function main() {
  const given = readArguments();
  const opcuaPort = bounded("opcua-port", given["opcua-port"], 0, 65_535, true);
  const controlPort = bounded("control-port", given["control-port"], 0, 65_535, true);
  const seed = bounded("seed", given.seed, 0, 2 ** 32 - 1, true);
  const rate = bounded("rate", given.rate, 0.01, 1000, false);
  const stateFile = given["state-file"];

  const filler = new Filler({ random: seededRandom(seed), rate, ...(stateFile ? loadCounter(stateFile) : {}) });
  if (stateFile) {
    keepCounter(stateFile, filler);
  }

  const server = new FillerServer(opcuaPort || (await freePort()));
  await server.start(filler);
  const control = await serveControl(controlPort, { filler, server });

  filler.start();
  const stopSensing = sense(filler, seededRandom(seed + 1));
  const stopDisturbing = given.quiet ? () => {} : disturb(filler, seededRandom(seed + 2));

  let ending = false;
  const end = async () => {
    if (ending) {
      return;
    }

    ending = true;
    // The peer may hold a connection open; the machine is off all the same.
    setTimeout(() => process.exit(0), 1500).unref();
    stopDisturbing();
    stopSensing();
    filler.stop();
    control.close();
    control.closeAllConnections();
    await server.stop();
    process.exit(0);
  };
  process.on("SIGTERM", end).on("SIGINT", end);
  if (given.parent) {
    process.stdin.on("end", end).on("error", end).resume();
  }

  console.log(`ready ${server.url} http://127.0.0.1:${control.address().port}`);
}

main().catch((error) => fail(error.message));
