// The control port: a test's hand on the machine, and the oracle it compares with.

import { createServer } from "node:http";
import { PackMl } from "./filler.mjs";

class BadRequest extends Error {}

function number(query, name, { low, high, whole = false, fallback }) {
  const text = query.get(name);
  if (text === null && fallback !== undefined) {
    return fallback;
  }

  const value = text === null || text.trim() === "" ? Number.NaN : Number(text);
  if (!(value >= low && value <= high) || (whole && !Number.isInteger(value))) {
    const kind = whole ? "a whole number" : "a number";
    throw new BadRequest(`${name} must be ${kind} from ${low} to ${high}, but is ${text === null ? "missing" : `"${text}"`}.`);
  }

  return value;
}

const seconds = (query) => number(query, "seconds", { low: 0.01, high: 86_400 });

function describe(filler, server) {
  return {
    state: filler.state,
    parts: filler.parts,
    partsMade: filler.partsMade,
    remaining: filler.remaining,
    rate: filler.rate,
    listening: server.listening,
    stateLog: filler.stateLog,
    counterResets: filler.counterResets,
  };
}

const acts = {
  "/rate": (query, { filler }) => filler.setRate(number(query, "value", { low: 0.01, high: 1000 })),
  "/fault": (query, { filler }) =>
    filler.hold(
      "fault",
      PackMl.ABORTED,
      seconds(query),
      number(query, "code", { low: 1, high: 2 ** 31 - 1, whole: true, fallback: 101 }),
    ),
  "/stop": (query, { filler }) => filler.hold("stop", PackMl.STOPPED, seconds(query)),
  "/pause": (_query, { filler }) => filler.hold("pause", PackMl.IDLE, Infinity),
  "/resume": (_query, { filler }) => filler.run(),
  "/make": (query, { filler }) => filler.make(number(query, "count", { low: 1, high: 1_000_000, whole: true })),
  "/counter-reset": (_query, { filler }) => filler.resetCounter(),
  "/counter": (query, { filler }) => filler.setCounter(number(query, "value", { low: 0, high: 2 ** 32 - 1, whole: true })),
  "/disconnect": (query, { server }) => server.disconnect(seconds(query)),
};

async function answer(request, machine) {
  const url = new URL(request.url, "http://127.0.0.1");
  if (url.pathname === "/state") {
    return request.method === "GET" ? [200, describe(machine.filler, machine.server)] : [405, { error: "Use GET for /state." }];
  }

  const act = acts[url.pathname];
  if (act === undefined) {
    return [404, { error: `There is no ${url.pathname}. GET /state, or POST one of ${Object.keys(acts).join(", ")}.` }];
  }

  if (request.method !== "POST") {
    return [405, { error: `Use POST for ${url.pathname}.` }];
  }

  try {
    await act(url.searchParams, machine);
    return [200, describe(machine.filler, machine.server)];
  } catch (error) {
    if (error instanceof BadRequest) {
      return [400, { error: error.message }];
    }

    throw error;
  }
}

/** Serves the control port and resolves with the server once it listens. */
export async function serveControl(port, machine) {
  const http = createServer(async (request, response) => {
    request.resume();
    const [status, body] = await answer(request, machine);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise((resolve, reject) => http.once("error", reject).listen(port, "127.0.0.1", resolve));
  return http;
}
