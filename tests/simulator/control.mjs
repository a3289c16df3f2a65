// The control port: a test's hand on the line, and the oracle it compares with.

import { createServer } from "node:http";
import { acts } from "./acts.mjs";
import { describeLine, describeMachine, foretell } from "./oracle.mjs";
import { BadRequest, Query } from "./query.mjs";

const views = {
  "/state": (query, line) =>
    query.has("machine") ? describeMachine(query.station(line), line) : describeLine(line),
  "/cycles": (query, line) => query.station(line).machine.log.cycles,
  "/plan": (query, line) => foretell(query.station(line), query.whole("count", { low: 1, high: 1000, fallback: 20 })),
};

function act(path, query, line) {
  const station = query.station(line);
  return Promise.resolve(acts[path](query, station, line)).then(() => describeMachine(station, line));
}

async function answer(request, line) {
  const url = new URL(request.url, "http://127.0.0.1");
  const path = url.pathname;
  const method = path in views ? "GET" : "POST";
  if (!(path in views) && !(path in acts)) {
    const known = `GET ${Object.keys(views).join(", ")}, or POST one of ${Object.keys(acts).join(", ")}`;
    return [404, { error: `There is no ${path}. ${known}.` }];
  }

  if (request.method !== method) {
    return [405, { error: `Use ${method} for ${path}.` }];
  }

  try {
    const query = new Query(url.searchParams);
    return [200, method === "GET" ? views[path](query, line) : await act(path, query, line)];
  } catch (error) {
    if (error instanceof BadRequest) {
      return [400, { error: error.message }];
    }

    throw error;
  }
}

/** Serves the control port and resolves with the server once it listens. */
export async function serveControl(port, line) {
  const http = createServer(async (request, response) => {
    request.resume();
    const [status, body] = await answer(request, line);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise((resolve, reject) => http.once("error", reject).listen(port, "127.0.0.1", resolve));
  return http;
}
