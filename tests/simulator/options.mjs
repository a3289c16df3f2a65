// The command line, read strictly.

import { parseArgs } from "node:util";
import { Profiles } from "./profiles.mjs";

export const Usage =
  "node simulator.mjs [--opcua-port P] [--control-port C] [--machines filler,capper,labeller] [--seed N] [--rate X] [--quiet]\n" +
  "  [--mqtt mqtt://HOST:PORT | --broker-port P] [--tags M --changes-per-second N] [--state-file F] [--parent]";

const Known = {
  "opcua-port": { type: "string", default: "0" },
  "control-port": { type: "string", default: "0" },
  machines: { type: "string", default: Object.keys(Profiles).join(",") },
  seed: { type: "string", default: "1" },
  rate: { type: "string", default: "1" },
  quiet: { type: "boolean", default: false },
  mqtt: { type: "string" },
  "broker-port": { type: "string" },
  tags: { type: "string", default: "0" },
  "changes-per-second": { type: "string", default: "0" },
  "state-file": { type: "string" },
  parent: { type: "boolean", default: false },
};

export class BadOption extends Error {}

function number(given, name, low, high, whole = true) {
  const text = given[name];
  const value = Number(text);
  if (text.trim() === "" || !(value >= low && value <= high) || (whole && !Number.isInteger(value))) {
    throw new BadOption(`--${name} must be a ${whole ? "whole " : ""}number from ${low} to ${high}, but is "${text}".`);
  }

  return value;
}

// In the order of the line, whatever the order of the words.
function machines(given) {
  const names = given.machines.split(",").map((name) => name.trim());
  const unknown = names.filter((name) => !(name in Profiles));
  if (unknown.length > 0) {
    throw new BadOption(`--machines takes ${Object.keys(Profiles).join(", ")}, but not "${unknown.join(", ")}".`);
  }

  return Object.keys(Profiles).filter((name) => names.includes(name));
}

function broker(given) {
  if (given.mqtt !== undefined && given["broker-port"] !== undefined) {
    throw new BadOption("Give --mqtt for a broker that runs, or --broker-port for one of the simulator's own, not both.");
  }

  if (given.mqtt !== undefined && !/^mqtt:\/\/[^/]+$/.test(given.mqtt)) {
    throw new BadOption(`--mqtt must be like mqtt://127.0.0.1:1883, but is "${given.mqtt}".`);
  }

  return given.mqtt ?? number({ "broker-port": "0", ...given }, "broker-port", 0, 65_535);
}

/** @returns the settings, all checked; `broker` is an address, or the port of a broker of our own. */
export function readOptions() {
  const given = parseArgs({ options: Known }).values;
  const tags = number(given, "tags", 0, 100_000);
  const changesPerSecond = number(given, "changes-per-second", 0, 100_000, false);
  if (tags > 0 !== changesPerSecond > 0) {
    throw new BadOption("--tags and --changes-per-second belong together.");
  }

  return {
    opcuaPort: number(given, "opcua-port", 0, 65_535),
    controlPort: number(given, "control-port", 0, 65_535),
    machines: machines(given),
    seed: number(given, "seed", 0, 2 ** 32 - 1),
    rate: number(given, "rate", 0.01, 1000, false),
    isLively: !given.quiet,
    broker: broker(given),
    tags,
    changesPerSecond,
    stateFile: given["state-file"],
    diesWithParent: given.parent,
  };
}
