#!/usr/bin/env node
// A subscriber by node-opcua's own client, to compare ours with: `node subscriber.mjs ENDPOINT TAGS WARMUP_S SECONDS`
// watches s=Load.0 and up and prints one line of JSON: values received in those seconds and the processor time they took.

import {
  AttributeIds,
  ClientMonitoredItemGroup,
  ClientSubscription,
  OPCUAClient,
  OPCUACertificateManager,
  TimestampsToReturn,
} from "node-opcua";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const [endpoint, tags, warmUp, seconds] = process.argv.slice(2);
const certificates = mkdtempSync(join(tmpdir(), "mes-subscriber-"));
const client = OPCUAClient.create({
  endpointMustExist: false,
  clientCertificateManager: new OPCUACertificateManager({ rootFolder: certificates }),
});
await client.connect(endpoint);
const session = await client.createSession();
const subscription = ClientSubscription.create(session, {
  requestedPublishingInterval: 250,
  requestedLifetimeCount: 240,
  requestedMaxKeepAliveCount: 4,
  publishingEnabled: true,
});

let values = 0;
const namespace = (await session.readNamespaceArray()).indexOf("urn:mes:simulator");
const items = Array.from({ length: Number(tags) }, (_, index) => ({
  nodeId: `ns=${namespace};s=Load.${index}`,
  attributeId: AttributeIds.Value,
}));
const group = ClientMonitoredItemGroup.create(
  subscription,
  items,
  { samplingInterval: 0, queueSize: 1000, discardOldest: true },
  TimestampsToReturn.Both,
);
group.on("changed", () => values++);

await pause(Number(warmUp) * 1000);
const [before, cpu] = [values, process.cpuUsage()];
await pause(Number(seconds) * 1000);
const used = process.cpuUsage(cpu);
console.log(JSON.stringify({ values: values - before, cpuMicroseconds: used.user + used.system }));
await subscription.terminate();
await session.close();
await client.disconnect();
rmSync(certificates, { recursive: true, force: true });
process.exit(0);
