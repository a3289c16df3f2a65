// The counter survives a restart of the simulator, as a PLC's retentive memory does.

import { readFileSync, renameSync, writeFileSync } from "node:fs";

export function loadCounter(file) {
  try {
    const { parts, partsMade } = JSON.parse(readFileSync(file, "utf8"));
    if (!Number.isSafeInteger(parts) || !Number.isSafeInteger(partsMade)) {
      throw new Error("parts and partsMade must be whole numbers");
    }

    return { parts, partsMade };
  } catch (error) {
    if (error.code === "ENOENT") {
      return {};
    }

    throw new Error(`${file} holds no counter (${error.message}). Delete it to begin at 0.`, { cause: error });
  }
}

/** Written beside and renamed, so that a kill at any instant leaves the old counter or the new one. */
export function keepCounter(file, filler) {
  const save = () => {
    writeFileSync(`${file}.new`, JSON.stringify({ parts: filler.parts, partsMade: filler.partsMade }));
    renameSync(`${file}.new`, file);
  };
  filler.on("change", (name) => {
    if (name === "Parts") {
      save();
    }
  });
}
