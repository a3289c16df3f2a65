#!/usr/bin/env node
// Prints what a broker passes on, a line a message: topic, "retained" or "live", payload. For tests and curious people.

import { connect } from "mqtt";

const [url, filter] = process.argv.slice(2);
if (filter === undefined) {
  console.error("node listen.mjs mqtt://HOST:PORT TOPIC-FILTER");
  process.exit(1);
}

const client = connect(url, { protocolVersion: 4 });
process.stdout.on("error", () => process.exit(0));
client.on("error", (error) => {
  console.error(`${url}: ${error.message}`);
  process.exit(1);
});
client.on("message", (topic, payload, { retain }) => console.log(`${topic} ${retain ? "retained" : "live"} ${payload}`));
client.subscribe(filter, { qos: 1 }, (error) => console.log(error ? `refused ${error.message}` : "listening"));
