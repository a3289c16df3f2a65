// The counters survive a restart of the simulator, as a PLC's retentive memory does.

import { readFileSync, renameSync, writeFileSync } from "node:fs";

/** { filler: { parts, partsMade }, ... }; empty when there is no file yet. */
export function loadCounters(file) {
  try {
    const counters = JSON.parse(readFileSync(file, "utf8"));
    // A file of the time when there was a filler only.
    const ofMachines = "parts" in counters ? { filler: counters } : counters;
    for (const { parts, partsMade } of Object.values(ofMachines)) {
      if (!Number.isSafeInteger(parts) || !Number.isSafeInteger(partsMade)) {
        throw new Error("parts and partsMade must be whole numbers");
      }
    }

    return ofMachines;
  } catch (error) {
    if (error.code === "ENOENT") {
      return {};
    }

    throw new Error(`${file} holds no counters (${error.message}). Delete it to begin at 0.`, { cause: error });
  }
}

/** Written beside and renamed, so that a kill at any instant leaves the old counters or the new ones. */
export function keepCounters(file, machines) {
  const save = () => {
    const counters = machines.map(({ name, parts, partsMade }) => [name, { parts, partsMade }]);
    writeFileSync(`${file}.new`, JSON.stringify(Object.fromEntries(counters)));
    renameSync(`${file}.new`, file);
  };
  for (const machine of machines) {
    machine.on("change", (name) => {
      if (name === "Parts") {
        save();
      }
    });
  }
}
